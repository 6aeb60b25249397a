"""Reading (识读): bytes to text, page by page, in worker processes with limits.

``reader.Reader`` is the door; ``sniff`` tells what a file is without decoding it; ``roster``
turns tables into candidates; ``render`` gives a picture of a page. Everything that decodes a
stranger's bytes runs in ``worker``.
"""
