"""Three-way merge of a plan's cells by id and field."""
