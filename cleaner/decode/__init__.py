"""Character encodings: their labels, their detection, and the repair of text that was read in a wrong one."""
