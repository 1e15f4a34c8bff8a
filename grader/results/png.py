"""Small grey pictures as PNG files, written with nothing but the standard library."""

from __future__ import annotations

import base64
import struct
import zlib

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_GREY_8_BIT = (8, 0, 0, 0, 0)


def grey_png(pixels: bytes, width: int) -> str:
    """Rows of pixels, 0 black to 255 white, as the base64 text of a PNG file."""
    rows = [pixels[at : at + width] for at in range(0, len(pixels), width)]
    header = struct.pack(">II5B", width, len(rows), *_GREY_8_BIT)
    body = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    whole = _SIGNATURE + _chunk(b"IHDR", header) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")
    return base64.b64encode(whole).decode("ascii")


def _chunk(kind: bytes, content: bytes) -> bytes:
    checked = kind + content
    return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))
