"""Copies merged into their master, and the answers to conflicts."""
