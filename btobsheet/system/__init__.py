"""The operating system's side: files, folders, processes."""
