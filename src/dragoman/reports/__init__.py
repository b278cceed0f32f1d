"""Reports: values to a terminal, JSON or Markdown."""
