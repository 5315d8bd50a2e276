"""A film of somebody holding a QR code up, for Chromium's fake camera."""

from pathlib import Path

import segno

WIDTH, HEIGHT, FRAMES = 640, 480, 10


def film(text: str, path: Path) -> Path:
    """Write a .y4m (YUV 4:2:0) that shows the code of `text`, black on white, in the middle."""
    rows = [list(row) for row in segno.make(text, error="m", micro=False).matrix]
    scale = (HEIGHT - 80) // len(rows)
    size = scale * len(rows)
    left, top = (WIDTH - size) // 2, (HEIGHT - size) // 2
    white = bytes([235]) * WIDTH
    picture = [white] * HEIGHT
    for y, row in enumerate(rows):
        dots = b"".join(bytes([16 if dark else 235]) * scale for dark in row)
        line = bytes([235]) * left + dots + bytes([235]) * (WIDTH - left - size)
        picture[top + y * scale : top + (y + 1) * scale] = [line] * scale
    grey = bytes([128]) * (WIDTH * HEIGHT // 2)
    frame = b"FRAME\n" + b"".join(picture) + grey
    header = f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F10:1 Ip A1:1 C420jpeg\n".encode()
    path.write_bytes(header + frame * FRAMES)
    return path
