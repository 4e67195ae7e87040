"""Take over a plan that people made by hand: look at it, propose a map, make the workbook of it."""
