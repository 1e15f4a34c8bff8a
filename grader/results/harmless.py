"""Text of a learner's made harmless, once and for every place that it is shown in."""

from __future__ import annotations

import os
import re
import shlex
import unicodedata

LONGEST = 2000

# CSI (colours, cursor), OSC and its kin (titles, links, clipboard), then any other escape.
_ESCAPES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x90-\x9f\n]*(?:\x07|\x1b\\|\x9c)"
    r"|\x1b[ -/]*[0-~]"
)
_LINE_ENDS = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_PLAIN_WORD = re.compile(r"[\w.:~+/\\-]+")
_COMMAND = re.compile(r"^(\s*):(?=:)", re.MULTILINE)


def clean(text: str) -> str:
    """The text without anything that a terminal or a build log would obey; lines stay lines."""
    # SECURITY: without this, a student's message could move the cursor and print a score of its
    # own, set the clipboard, show its words in another order, or be run by a build as a command.
    cut = text if len(text) <= LONGEST else text[: LONGEST - 4] + " ..."
    lines = _ESCAPES.sub("", _LINE_ENDS.sub("\n", cut)).expandtabs(4)
    return disarmed("".join(_harmless(character) for character in lines))


def disarmed(text: str) -> str:
    """The text with workflow commands (`::error::`, `##[group]`) broken up into plain words."""
    return _COMMAND.sub(r"\1: ", text).replace("##[", "## [").replace("##vso[", "## vso[")


def flat(text: str) -> str:
    """Cleaned text on one line: for names, places and numbers."""
    return " ".join(clean(text).split())


def as_word(text: str, *, windows: bool = os.name == "nt") -> str:
    """The text as one word of a command line, as the shells of this system take it."""
    if not windows:
        return shlex.quote(text)
    # Neither cmd nor PowerShell knows the quotes of a POSIX shell; no file's name holds a double.
    return text if _PLAIN_WORD.fullmatch(text) else f'"{text.replace(chr(34), "")}"'


def _harmless(character: str) -> str:
    """Nothing for controls and invisible marks (bidi among them), a sign for lone surrogates."""
    category = unicodedata.category(character)
    if category in ("Cc", "Cf") and character != "\n":
        return ""
    return "\ufffd" if category == "Cs" else character
