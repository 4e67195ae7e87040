"""The status report, composed section by section."""
