"""A plan's life: approved, re-planned."""
