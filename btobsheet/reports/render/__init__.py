"""A document in each medium; none knows what a plan is."""
