"""The answers that a file of them gives, as plain texts."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Thai, Lao, Tibetan, Burmese, Khmer, Japanese and Chinese.
_PAIR_WITHOUT_SPACES = re.compile("[\u0e00-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]{2}")

MOST_SLIPS = 5


class AnswersError(Exception):
    """The answers cannot be read; `line` is 1-based, where it is known, and `text` what it says."""

    def __init__(self, message: str, line: int | None = None, text: str = "") -> None:
        super().__init__(message)
        self.line = line
        self.text = text


@dataclass(frozen=True, slots=True)
class Slip:
    """A line that cannot be read (1-based), what it says, and why; it spoils its own answer."""

    line: int
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Answers:
    """What was answered, by key: a text, a list of texts, or nothing; with the key's line.

    `slips` are the lines that could not be read, of the first few answers that they spoil.
    """

    given: dict[str, str | tuple[str, ...]]
    lines: dict[str, int]
    slips: tuple[Slip, ...] = ()

    def text(self, key: str) -> str:
        """An answer in lower case without blanks around it; empty where there is none."""
        answer = self.given.get(key, "")
        whole = " ".join(answer) if isinstance(answer, tuple) else answer
        return whole.strip().lower()

    def words(self, key: str) -> int:
        """How many words an answer has; in a script without spaces two characters are one."""
        text = self.text(key)
        return len(text.split()) + len(_PAIR_WITHOUT_SPACES.findall(text))

    def sequence(self, key: str) -> tuple[str, ...]:
        """An answer as a list: one that was written as a text is split at commas and arrows."""
        answer = self.given.get(key, ())
        words = re.split(r"[\s,>→;-]+", answer) if isinstance(answer, str) else answer
        return tuple(w for w in (_call_name(word) for word in words) if w)


def _call_name(word: str) -> str:
    """`optimizer.zero_grad()` is `zero_grad`."""
    return word.strip().lower().removesuffix("()").rsplit(".", 1)[-1]
