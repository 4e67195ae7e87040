"""What people read of each column: one module a table."""
