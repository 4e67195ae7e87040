"""Templates: found by name or file, moved to a start, with the year's holidays."""
