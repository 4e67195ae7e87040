"""A plan as text (TOML): its form, its lines, in and out."""
