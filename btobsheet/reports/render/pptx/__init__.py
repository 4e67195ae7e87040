"""A report as slides with native, editable shapes."""
