"""What a site's memory says of a page: how often its places and texts recur, and what that means for each block."""
