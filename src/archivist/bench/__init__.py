"""The bench (测速): what archivist takes for its work, beside the bare libraries doing only that.

The floors in ``bare_*`` use libraries directly, which nothing else may outside their address: they
show what the library alone costs. Everything happens in a temporary folder that is removed.
"""
