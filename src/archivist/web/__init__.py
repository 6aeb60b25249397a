"""The page: what ``archivist start`` opens beside the watcher. Calls desks, holds no rule."""
