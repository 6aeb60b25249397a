"""Recognition: what a document says it is, told from code, title, name, body, roster and dates."""
