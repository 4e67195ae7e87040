"""Words of the use cases of many hands."""
