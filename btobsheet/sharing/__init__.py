"""Use cases of many hands on one plan: copies compared, marked, split, returned, filled."""
