"""Words of the reports."""
