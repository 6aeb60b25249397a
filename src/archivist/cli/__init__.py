"""The command line: parses a wish, calls one desk, shows its outcome. Holds no rule."""
