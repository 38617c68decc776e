"""The kept blocks of a page as a tree of headings, paragraphs, lists, tables, pictures, formulas and notes: what views write."""
