"""Small pictures of pages, kept in memory while the page is served: each is drawn once.

They show people's papers, so the browser is told to keep none (``no-store``) and asks again after
each click; drawing them anew each time would keep the reading workers from reading.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

MOST_BYTES = 32 << 20

Key = tuple[str, int]


@dataclass(slots=True)
class Thumbnails:
    """The pictures drawn last, by digest of the file and number of the page."""

    most: int = MOST_BYTES
    _held: OrderedDict[Key, bytes] = field(default_factory=OrderedDict)
    _bytes: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def get(self, digest: str, page: int, draw: Callable[[], bytes]) -> bytes:
        """The picture as PNG, drawn if it is not held; what ``draw`` raises is passed on."""
        key = (digest, page)
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key]
        png = draw()
        with self._lock:
            if key not in self._held and len(png) <= self.most:
                self._held[key] = png
                self._bytes += len(png)
            while self._bytes > self.most:
                self._bytes -= len(self._held.popitem(last=False)[1])
        return png
