"""What a person or a program reads of a cleaned page: text, Markdown, HTML, JSON, front matter."""
