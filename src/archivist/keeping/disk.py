"""The disk under an archive: SQLite and atomic renames are only sure on a local one."""

import re
import sys
from pathlib import Path

_MOUNTS = Path("/proc/self/mountinfo")
_NETWORK = re.compile(
    r"nfs\d?|cifs|smb\w*|afs|ceph|ncpfs|davfs|(?:fuse\.)?(?:sshfs|glusterfs|davfs)"
)
_REMOTE_DRIVE = 4  # DRIVE_REMOTE of GetDriveTypeW


def network_kind(folder: Path) -> str:
    """The kind of network file system ``folder`` lies on, or "" if it is local or not known."""
    if sys.platform == "win32":
        return _windows_kind(folder)
    try:
        table = _MOUNTS.read_text("utf-8", "surrogateescape")
    except OSError:
        return ""
    return kind_in(table, folder)


def kind_in(table: str, folder: Path) -> str:
    """The same, by the text of Linux's mountinfo: the longest mount point above decides."""
    found = (0, "")
    for line in table.splitlines():
        place, _, tail = line.partition(" - ")
        words = place.split()
        if len(words) < 5 or not tail:
            continue
        point = re.sub(r"\\(\d{3})", lambda code: chr(int(code[1], 8)), words[4])
        if folder.is_relative_to(point) and len(point) >= found[0]:
            found = (len(point), tail.split()[0])
    return found[1] if _NETWORK.fullmatch(found[1]) else ""


def _windows_kind(folder: Path) -> str:
    import ctypes

    drive = folder.resolve().drive
    if drive.startswith("\\\\"):
        return "共享文件夹"
    kind = getattr(ctypes, "windll").kernel32.GetDriveTypeW(f"{drive}\\")  # noqa: B009
    return "网络驱动器" if kind == _REMOTE_DRIVE else ""
