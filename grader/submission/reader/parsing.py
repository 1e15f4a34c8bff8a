"""A stranger's source as a syntax tree, under limits and without running it."""

from __future__ import annotations

import ast
import io
import re
import tokenize
import warnings
from functools import lru_cache

# SECURITY: what Python takes to parse some sources grows with the square of their length.
LARGEST = 64 << 10
_ENDLESS_NAME = re.compile(rb"(?:\.[\s\\]*+\w++[\s\\]*+){200}")


@lru_cache(maxsize=256)
def parsed(content: bytes) -> ast.Module | None:
    """The syntax tree of a file, or None where it has none or is too large; to be read only."""
    if len(content) > LARGEST or holds_endless_name(content):
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(decoded(content))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def holds_endless_name(content: bytes) -> bool:
    """Whether there is a name with hundreds of dots, which nobody needs."""
    # SECURITY: Python takes the square of their number to read one with thousands.
    return _ENDLESS_NAME.search(content) is not None


def decoded(content: bytes) -> str:
    """Source text in its declared encoding, with what cannot be read replaced."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(content).readline)
        return content.decode(encoding, "replace")
    # SECURITY: a file may name a codec that makes no text of bytes (rot13, zlib).
    except (SyntaxError, LookupError, ValueError):
        return content.decode("utf-8", "replace")
