"""Next year's plan, made from this year's: what goes on, what is left out, and what is told."""
