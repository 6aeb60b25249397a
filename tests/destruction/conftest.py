"""The small catalogue of tests/shelved.py."""

from tests.shelved import catalogue, enrol, pack, shelve

__all__ = ["catalogue", "enrol", "pack", "shelve"]
