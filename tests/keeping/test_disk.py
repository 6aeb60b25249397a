"""The disk under an archive: a network disk is known by its mount."""

from pathlib import Path

import pytest

from archivist.archive import Archive, init_archive
from archivist.errors import NetworkShelf
from archivist.keeping.disk import kind_in

TABLE = """\
22 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw
30 22 0:40 / /mnt/share rw - nfs4 server:/share rw
31 22 0:41 / /mnt/share/local rw shared:1 - xfs /dev/sdb1 rw
32 22 0:42 / /mnt/my\\040files rw - cifs //server/files rw
33 22 0:43 / /mnt/remote rw - fuse.sshfs me@server: rw
broken line
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/home/archive", ""),
        ("/mnt/share", "nfs4"),
        ("/mnt/share/archive", "nfs4"),
        ("/mnt/shared", ""),
        ("/mnt/share/local/archive", ""),
        ("/mnt/my files/archive", "cifs"),
        ("/mnt/remote/x", "fuse.sshfs"),
    ],
)
def test_the_nearest_mount_decides(folder: str, kind: str) -> None:
    """The longest mount point above a folder tells its kind; only network kinds count."""
    assert kind_in(TABLE, Path(folder)) == kind


def test_an_archive_on_a_network_disk_is_refused_but_can_be_looked_at(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither made nor written there; a command that only looks still works."""
    monkeypatch.setattr("archivist.archive.network_kind", lambda _: "nfs4")
    with pytest.raises(NetworkShelf, match="nfs4"):
        Archive(root, write=True)
    with pytest.raises(NetworkShelf):
        init_archive(tmp_path / "新")
    assert not (tmp_path / "新" / "archive").exists()
    with Archive(root, write=False) as archive:
        assert archive.catalogue.damage() == ""
