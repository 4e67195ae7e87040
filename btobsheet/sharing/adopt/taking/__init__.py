"""An old plan taken over by its map, table by table."""
