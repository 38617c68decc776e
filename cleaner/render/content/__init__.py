"""What is kept of a page as a tree of headings, paragraphs, lists and tables: views are written from it."""
