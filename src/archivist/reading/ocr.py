"""Recognition of page pictures: PP-OCRv6 tiny through rapidocr and onnxruntime, one thread.

The engine is made at the first page that needs it and kept. Every model path is given, so rapidocr
has nothing to fetch. Settings as measured: text is found on a copy whose longer side is 960 dots
(for A4; more on larger sheets) and read from the full picture.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from archivist.errors import OcrUnavailable
from archivist.reading.fence import fence_lifted
from archivist.reading.models import checked_model
from archivist.reading.order import Piece, in_reading_order, rows_of
from archivist.reading.seals import without_seals
from archivist.records.reading import TextBox

Pixels = NDArray[np.uint8]

# Which half of a page is written on: looked at coarsely, without its margins.
EDGE, COARSE, INK, NEARLY_ALL = 20, 6, 128, 0.9
SURE_TURN = 0.8
LOWEST_SCORE = 0.5
A4_SIDE = 960
A4_DOTS = 2339  # the longer side of A4 at 200 dots per inch
MOST_SIDE = 2400
MOST_BOXES = 2000  # a dense A4 page has some 100
LONG = 4  # so many times as long as high is a piece whose direction says something
FEWEST_LONG = 3
TURNS = (0, 270, 180, 90)  # by the model's labels: which turn undoes "lies at 90 degrees"


@dataclass(frozen=True, slots=True)
class Seen:
    """What a picture says: lines in reading order, confidence 0..1, and ``turned``.

    ``turned`` is how many degrees clockwise the picture was turned to stand upright. ``pieces``
    are in reading order, in dots of the picture so turned. ``skew`` is by how many degrees
    clockwise the lines then still lie askew, None where too few are long enough to tell.
    """

    text: str
    confidence: float
    turned: int
    pieces: tuple[Piece, ...] = ()
    skew: float | None = None

    def boxes(self, dots_per_mm: float) -> tuple[TextBox, ...]:
        """The pieces in mm, to a tenth; no more than ``MOST_BOXES``."""
        return tuple(
            (
                round(piece.left / dots_per_mm, 1),
                round(piece.top / dots_per_mm, 1),
                round(piece.right / dots_per_mm, 1),
                round(piece.bottom / dots_per_mm, 1),
                piece.text,
            )
            for piece in self.pieces[:MOST_BOXES]
        )


def recognise(picture: Image.Image) -> Seen:
    """Read a page picture, whichever quarter turn it lies in, red seals taken off the text.

    Raises:
        OcrUnavailable: the engine or a model is missing or does not start.
    """
    with fence_lifted():
        pixels = without_seals(np.asarray(picture.convert("RGB")))
        turned = _turn_of(pixels)
        pieces, confidence, skew = _pieces(_turn(pixels, turned))
    ordered = tuple(piece for row in rows_of(pieces) for piece in row)
    return Seen(in_reading_order(pieces), confidence, turned, ordered, skew)


def _turn_of(pixels: Pixels) -> int:
    """Degrees clockwise that bring the page upright, by model; by trial where it is unsure."""
    chances = _turn_chances(pixels)
    first, second = sorted(TURNS, key=lambda turn: -chances[turn])[:2]
    if chances[first] >= SURE_TURN:
        return first
    return max((first, second), key=lambda turn: _legibility(_turn(pixels, turn)))


def _legibility(pixels: Pixels) -> float:
    """How much surely read text stands in the top third."""
    pieces, confidence, _ = _pieces(pixels[: max(32, pixels.shape[0] // 3)])
    return confidence * sum(len(piece.text) for piece in pieces)


def _turn(pixels: Pixels, degrees: int) -> Pixels:
    return pixels if not degrees else np.ascontiguousarray(np.rot90(pixels, k=-(degrees // 90)))


def _pieces(pixels: Pixels) -> tuple[list[Piece], float, float | None]:
    """The recognised pieces of an upright picture, their mean score, weighted by length, and
    their skew."""
    engine = _engine()
    side = _detection_side(max(pixels.shape[:2]))
    engine.cfg.Det.limit_side_len = side
    if engine.text_det is not None:
        engine.text_det.limit_side_len = side
    # rapidocr wants blue first, and in one block: each cut of a strided view copies all of it
    result = engine(np.ascontiguousarray(pixels[:, :, ::-1]))
    if result.boxes is None or result.txts is None:
        return [], 0.0, None
    pieces = []
    weight = total = 0.0
    for box, text, score in zip(result.boxes, result.txts, result.scores, strict=True):
        clean = text.strip()
        if not clean:
            continue
        (left, top), (right, bottom) = box.min(axis=0), box.max(axis=0)
        pieces.append(Piece(clean, float(left), float(top), float(bottom), float(right)))
        total += score * len(clean)
        weight += len(clean)
    return pieces, total / weight if weight else 0.0, _skew_of(result.boxes)


def _skew_of(corners: NDArray[np.float32]) -> float | None:
    """Degrees clockwise by which most of the long pieces, given by their corners, lie askew."""
    along = (corners[:, 1] + corners[:, 2] - corners[:, 0] - corners[:, 3]) / 2
    down = (corners[:, 3] + corners[:, 2] - corners[:, 0] - corners[:, 1]) / 2
    long = np.hypot(*along.T) >= LONG * np.hypot(*down.T)
    if int(long.sum()) < FEWEST_LONG:
        return None
    angles = np.degrees(np.arctan2(along[long, 1], along[long, 0]))
    return round(float(np.median(angles)), 2)


def _detection_side(longer: int) -> int:
    """The longer side of the copy that text is found on: as fine on A3 as on A4."""
    return min(MOST_SIDE, round(A4_SIDE * max(1.0, longer / A4_DOTS)))


def _turn_chances(pixels: Pixels) -> dict[int, float]:
    """For each turn that may bring the page upright, how likely it is."""
    pixels = _written_half(pixels)
    height, width = pixels.shape[:2]
    scale = 256 / min(height, width)
    small = Image.fromarray(pixels).resize(
        (round(width * scale), round(height * scale)), Image.Resampling.LANCZOS, reducing_gap=2.0
    )
    left, top = (small.width - 224) // 2, (small.height - 224) // 2
    middle = np.asarray(small.crop((left, top, left + 224, top + 224)), dtype=np.float32) / 255
    normal = (middle - (0.485, 0.456, 0.406)) / (0.229, 0.224, 0.225)
    batch = np.ascontiguousarray(normal.transpose(2, 0, 1)[None].astype(np.float32))
    session = _orientation()
    scores = session.run(None, {session.get_inputs()[0].name: batch})[0][0]
    return {TURNS[label]: float(score) for label, score in enumerate(scores)}


def _written_half(pixels: Pixels) -> Pixels:
    """The half of the page that nearly all ink stands in, else the whole: the model looks at the
    middle, where a short text under a letterhead has nothing."""
    height, width = pixels.shape[:2]
    edge = min(height, width) // EDGE
    dark = pixels[edge : height - edge : COARSE, edge : width - edge : COARSE].min(axis=2) < INK
    along = dark.sum(axis=1 if height >= width else 0)
    middle = len(along) // 2
    share = along[:middle].sum() / max(1, along.sum())
    if NEARLY_ALL > share > 1 - NEARLY_ALL:
        return pixels
    first = slice(None, max(height, width) // 2)
    half = first if share >= NEARLY_ALL else slice(first.stop, None)
    return pixels[half] if height >= width else pixels[:, half]


@cache
def _engine() -> Any:
    paths = {name: checked_model(name) for name in ("det.onnx", "rec.onnx", "characters.txt")}
    try:
        from rapidocr import RapidOCR

        engine = RapidOCR(
            params={
                "Global.use_cls": False,
                "Global.max_side_len": 4000,
                "Global.text_score": LOWEST_SCORE,
                "Global.log_level": "critical",
                "Det.model_path": str(paths["det.onnx"]),
                "Rec.model_path": str(paths["rec.onnx"]),
                "Rec.rec_keys_path": str(paths["characters.txt"]),
                "Det.limit_type": "max",
                "Det.limit_side_len": A4_SIDE,
                # lines one by one, padded to no more than 160 dots: a batch pads short to long
                "Rec.rec_batch_num": 1,
                "Rec.rec_img_shape": [3, 48, 160],
                "EngineConfig.onnxruntime.intra_op_num_threads": 1,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            }
        )
    except Exception as problem:
        raise OcrUnavailable(why=f"rapidocr 不能启动（{type(problem).__name__}）") from problem
    return engine


@cache
def _orientation() -> Any:
    path = checked_model("orientation.onnx")
    try:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 4
        return onnxruntime.InferenceSession(
            str(path), sess_options=options, providers=["CPUExecutionProvider"]
        )
    except Exception as problem:
        raise OcrUnavailable(why=f"onnxruntime 不能启动（{type(problem).__name__}）") from problem
