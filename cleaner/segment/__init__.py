"""Sources to blocks: markup by a walk over its parsed tree, scraped text line by line. Both give the same kind of page."""
