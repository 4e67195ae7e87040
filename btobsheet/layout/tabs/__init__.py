"""The output tabs, built from a few formula shapes that give text and value at once."""
