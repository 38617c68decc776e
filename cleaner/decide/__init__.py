"""From the probabilities of a page's blocks to what is kept."""
