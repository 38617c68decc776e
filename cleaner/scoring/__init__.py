"""The probability of each block of being content: numbers and hashed words of the page, and a small network over them."""
