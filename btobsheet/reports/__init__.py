"""Assessment -> Document -> text, Markdown, HTML, slides; and data for JSON."""
