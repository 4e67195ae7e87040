"""The twin of the formulas: the values of the computed columns, from the assessment."""
