"""Hold (暂缓销毁): a person's order that something may not leave."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """An open hold; ``record`` is None when it covers the whole batch."""

    id: int
    batch: str
    record: int | None
    reason: str
    placed_by: str
    placed_at: datetime
