"""Where things are kept: the one durable write, the shelf, the catalogue, the ledger, the lock."""
