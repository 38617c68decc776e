"""From gold pages to the weights that ship: the scorer of blocks, and what weighs a template's evidence."""
