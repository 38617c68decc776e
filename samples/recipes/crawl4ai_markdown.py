"""crawl4ai: CrawlerRunConfig(markdown_generator=CleanerMarkdown()) has it write the article alone."""

from crawl4ai.markdown_generation_strategy import MarkdownGenerationStrategy
from crawl4ai.models import MarkdownGenerationResult

import cleaner


class CleanerMarkdown(MarkdownGenerationStrategy):
    def __init__(self, **changes):
        super().__init__(content_source="raw_html")
        self.tool = cleaner.Cleaner(**changes)

    def generate_markdown(self, input_html, base_url="", **_):
        text = self.tool.clean(input_html, url=base_url or None).markdown
        return MarkdownGenerationResult(
            raw_markdown=text, markdown_with_citations=text, references_markdown="", fit_markdown=text
        )
