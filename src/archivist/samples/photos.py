"""Made-up photographs: a handicraft on a table, and an examination room."""

import math
import random

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

_PETALS = ((214, 86, 96), (240, 170, 60), (120, 150, 210), (180, 110, 180), (110, 170, 120))


def craft_photo(height: int, chance: random.Random) -> Image.Image:
    """A paper flower photographed on a table, ``height`` pixels tall and as wide, RGBA."""
    size = height * 2
    table = chance.choice(((186, 150, 110), (170, 140, 118), (202, 190, 170)))
    photo = Image.new("RGB", (size, size), table)
    draw = ImageDraw.Draw(photo)
    for grain in range(0, size, max(3, size // 40)):
        shade = chance.randint(-10, 10)
        draw.line((0, grain, size, grain + chance.randint(-6, 6)), fill=_shifted(table, shade))
    middle = (size * chance.uniform(0.42, 0.58), size * chance.uniform(0.38, 0.5))
    draw.line((*middle, size * 0.5, size * 0.95), fill=(70, 120, 60), width=size // 28)
    colour = chance.choice(_PETALS)
    petals = chance.randint(5, 8)
    for petal in range(petals):
        turn = 2 * math.pi * petal / petals + chance.uniform(-0.1, 0.1)
        x = middle[0] + math.cos(turn) * size * 0.17
        y = middle[1] + math.sin(turn) * size * 0.17
        reach = size * chance.uniform(0.1, 0.13)
        draw.ellipse(
            (x - reach, y - reach, x + reach, y + reach),
            fill=_shifted(colour, chance.randint(-18, 18)),
            outline=_shifted(colour, -50),
        )
    heart = size * 0.08
    draw.ellipse(
        (middle[0] - heart, middle[1] - heart, middle[0] + heart, middle[1] + heart),
        fill=(236, 206, 92),
    )
    soft = photo.filter(ImageFilter.GaussianBlur(size / 240))
    return _grained(soft.resize((height, height), Image.Resampling.LANCZOS), 6, chance).convert(
        "RGBA"
    )


def room_frame(minute: int, people: int, clock: str, chance: random.Random) -> Image.Image:
    """One picture of a surveillance camera: desks, heads and the clock at its lower left."""
    width, height = 640, 360
    frame = Image.new("RGB", (width, height), (168, 170, 166))
    draw = ImageDraw.Draw(frame)
    draw.polygon(((0, height), (width, height), (width, 150), (0, 150)), fill=(132, 126, 118))
    draw.rectangle((210, 30, 430, 110), fill=(52, 80, 66), outline=(120, 100, 70), width=4)
    draw.text((232, 60), "EXAM ROOM 201", fill=(210, 220, 210))
    for seat in range(people):
        row, column = divmod(seat, 4)
        x = 80 + column * 150 + row * 10 + chance.randint(-2, 2)
        y = 170 + row * 75 + chance.randint(-2, 2)
        draw.rectangle((x - 46, y + 26, x + 46, y + 48), fill=(196, 172, 132))
        draw.ellipse((x - 13, y - 16, x + 13, y + 12), fill=(54, 44, 40))
        draw.rectangle((x - 22, y + 10, x + 22, y + 34), fill=(74 + seat * 9 % 90, 88, 122))
    walker = 60 + minute * 5 % 520
    draw.ellipse((walker - 9, 112, walker + 9, 132), fill=(60, 48, 44))
    draw.rectangle((walker - 14, 132, walker + 14, 186), fill=(40, 44, 60))
    draw.text((12, height - 22), f"CAM 03  {clock}", fill=(250, 250, 250))
    return _grained(frame, 5, chance)


def _shifted(colour: tuple[int, int, int], by: int) -> tuple[int, int, int]:
    red, green, blue = (max(0, min(255, part + by)) for part in colour)
    return red, green, blue


def _grained(picture: Image.Image, noise: float, chance: random.Random) -> Image.Image:
    grains = np.random.default_rng(chance.randrange(2**32))
    pixels = np.asarray(picture, dtype=np.float32)
    seen = pixels + grains.normal(0, noise, pixels.shape)
    return Image.fromarray(np.clip(seen, 0, 255).astype(np.uint8))
