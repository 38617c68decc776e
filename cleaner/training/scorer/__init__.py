"""How the scorer of blocks is trained and validated."""
