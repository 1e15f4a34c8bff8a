"""Small pictures as PNG files, written with nothing but the standard library."""

from __future__ import annotations

import base64
import struct
import zlib

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_GREY_8_BIT, _COLOURS_8_BIT = (8, 0, 0, 0, 0), (8, 2, 0, 0, 0)


def grey_png(pixels: bytes, width: int) -> str:
    """Rows of pixels, 0 black to 255 white, as the base64 text of a PNG file."""
    return _png(pixels, width, width, _GREY_8_BIT)


def coloured_png(pixels: bytes, width: int) -> str:
    """The same of pixels of three bytes each: red, green and blue."""
    return _png(pixels, width, 3 * width, _COLOURS_8_BIT)


def _png(pixels: bytes, width: int, stride: int, kind: tuple[int, ...]) -> str:
    rows = [pixels[at : at + stride] for at in range(0, len(pixels), stride)]
    header = struct.pack(">II5B", width, len(rows), *kind)
    body = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    whole = _SIGNATURE + _chunk(b"IHDR", header) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")
    return base64.b64encode(whole).decode("ascii")


def _chunk(kind: bytes, content: bytes) -> bytes:
    checked = kind + content
    return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))
