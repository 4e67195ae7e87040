"""The declarations of the tabs: one module a tab, data only."""
