"""Markup to blocks: the parser's tree is walked once, in document order."""
