"""Copies of a plan held against each other: what changed, and which copy is which."""
