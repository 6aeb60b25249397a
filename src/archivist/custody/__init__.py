"""Custody (保全): proving that what is kept is what was taken in."""
