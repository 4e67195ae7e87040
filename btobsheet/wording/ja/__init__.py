"""Japanese texts, an area a module."""
