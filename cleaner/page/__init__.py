"""The page as the steps after segmentation see it: its blocks, the boxes around them, and what belongs together."""
