"""What became of the blocks of a page, and why: for people, in the terminal and in a browser."""
