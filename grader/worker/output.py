"""Standard output of student code: counted, cut off where it never ends, its end kept."""

from __future__ import annotations

import io
import sys
from collections import deque

MOST_CHARACTERS = 1_000_000
MOST_PIECES = 64  # as many as are kept; `print` writes two a line


class TooMuchOutput(BaseException):
    """More was printed than a learner can mean; no student code may catch this by accident."""


class Counted(io.TextIOBase):
    """A text stream that takes no more than a limit, and puts what is written into `kept`."""

    def __init__(self, kept: deque[str]) -> None:
        self.written = 0
        self.keep = kept.append

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self.written += len(text)
        if self.written > MOST_CHARACTERS:
            raise TooMuchOutput(f"more than {MOST_CHARACTERS:,} characters were printed")
        self.keep(text)
        return len(text)


def swallow_output() -> deque[str]:
    """Let `print` write into the void; the descriptors themselves lead to /dev/null.

    What is returned holds the last that went to stdout. Warnings and progress bars, which go to
    stderr, are nobody's own words, and are only counted.
    """
    kept = deque[str](maxlen=MOST_PIECES)
    sys.stdout, sys.stderr = Counted(kept), Counted(deque(maxlen=0))
    return kept
