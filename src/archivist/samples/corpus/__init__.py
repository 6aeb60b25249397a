"""The corpus: documents of all 22 kinds as many bodies word and lay them out, with their truth.

Wordings are data. ``tuning.toml`` is for whoever improves recognition; ``measured.toml`` is only
for measuring and shares no wording and no layout with it. Everything is seeded: the same part and
size give the same documents.
"""
