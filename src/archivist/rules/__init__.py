"""What the regulations say: versioned data packs, and pure functions over them. No clock, no I/O
but the reading of a pack."""
