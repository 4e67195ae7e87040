"""English texts, an area a module."""
