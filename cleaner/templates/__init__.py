"""Site templates: what several pages of one site teach, without labels."""
