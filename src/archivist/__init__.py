"""archivist keeps the batch archives of a vocational skill assessment body.

Paper comes in at the front desk (``intake``), is read (``reading``), put on its shelf
(``keeping``), numbered and labelled (``arrangement``, ``making``), kept for its term
(``retention``) and leaves only by a signed register (``destruction``).
"""

__version__ = "0.1.0"
