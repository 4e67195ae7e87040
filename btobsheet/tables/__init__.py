"""Plans, assessments and reports as tables: pandas and CSV."""
