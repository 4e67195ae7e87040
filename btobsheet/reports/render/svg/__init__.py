"""A report's pictures as SVG."""
