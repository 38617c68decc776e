"""Scraped text to blocks: lines are told apart, joined where they were wrapped, and read as Markdown where they are."""
