"""Arrangement (整理): checklist, numbers, boxes, stamps and printed sheets of a batch."""
