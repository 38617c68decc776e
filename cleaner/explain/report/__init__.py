"""A page with all its blocks and what became of them, for people: in the terminal and in a browser."""
