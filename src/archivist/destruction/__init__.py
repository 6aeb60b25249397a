"""销毁清册: what has expired is listed by value for a quarter, and leaves by that register only."""
