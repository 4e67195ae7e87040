"""Tracked reports in a database: the only place that imports SQLAlchemy."""
