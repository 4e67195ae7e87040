"""Plan and assessment -> the planning workbook."""
