"""A plan judged for a day: the rules of figures.md, and the figures that any report may show."""
