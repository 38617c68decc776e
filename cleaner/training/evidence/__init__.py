"""How the network that weighs a template's evidence is fitted."""
