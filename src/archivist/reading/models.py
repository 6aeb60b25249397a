"""The recognition models that archivist carries, each checked against its digest before use."""

import hashlib
from pathlib import Path

from archivist.errors import OcrUnavailable

FOLDER = Path(__file__).parent / "models"
DIGESTS = {
    "det.onnx": "193bab7a04fca699a6c82e6abb5b81bdb28177f0abd4062552b04908dafb19f8",
    "rec.onnx": "9ef676d6ed3c88256a2d92c640c44f25b0c40947e111b14b8be8f594091563e6",
    "characters.txt": "c5cbe34ef40c29c4df07ed012bf96569cb69a2d2a01a07027e9f13cb832bd9cd",
    "orientation.onnx": "2f62c9bfb830a0b417241269fde7ef2d0ad5446c0ed2b8af33b1f6543545e8e2",
}


def checked_model(name: str, folder: Path = FOLDER) -> Path:
    """The path of a model whose bytes are the ones we know.

    Raises:
        OcrUnavailable: it is missing or has changed.
    """
    path = folder / name
    try:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as problem:
        raise OcrUnavailable(why=f"缺少模型文件 {name}") from problem
    if digest != DIGESTS[name]:
        raise OcrUnavailable(why=f"模型文件 {name} 已被改动或损坏")
    return path
