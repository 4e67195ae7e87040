"""How a figure came about, in words."""
