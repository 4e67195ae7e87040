"""What people type, understood: texts, numbers, days."""
