"""The only place that imports an Excel library."""
