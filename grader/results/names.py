"""Names that people and file systems give, written so that no two of them look alike."""

from __future__ import annotations

import re
import unicodedata

# Controls, invisible marks, halves of characters (undecodable bytes are such), line ends, and
# what this version of Unicode does not know.
_UNSEEN = {"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"}
# These are letters or marks by their category, and drawn as nothing.
_DRAWN_AS_NOTHING = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
_PLAIN = re.compile(r"[!-\[\]-~]+(?: [!-\[\]-~]+)*")  # and no backslash
_ESCAPE = re.compile(r"\\(?:\\|x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8}))")


def legible(name: str) -> str:
    """The name with an escape in place of each character that cannot be seen; `meant` undoes it."""
    if _PLAIN.fullmatch(name):
        return name
    # SECURITY: where such characters were dropped, a student could hand in under a name that
    # reads as another's, and have their grade, their page or what was set for them by hand.
    return "".join(_seen(c, name[i - 1 : i], name[i + 1 : i + 2]) for i, c in enumerate(name))


def meant(written: str) -> str:
    """The name that `legible` wrote."""
    return _ESCAPE.sub(_unescaped, written)


def unseen(name: str) -> bool:
    """Whether a name holds what cannot be seen."""
    return legible(name).replace("\\\\", "\\") != name


def likeness(name: str) -> str:
    """What is left of a name for a hasty reader: the same for all names that look the same."""
    if name.isascii() and name.isprintable():
        return " ".join(name.casefold().split())
    folded = unicodedata.normalize("NFKC", name).casefold()
    shown = ("\ufffd" if unicodedata.category(c) == "Cs" else c for c in folded)
    seen = (c for c in shown if not _hidden(c))
    return " ".join(unicodedata.normalize("NFKC", "".join(seen)).split())


def _seen(character: str, before: str, after: str) -> str:
    if character == "\\":
        return "\\\\"
    lost = character == " " and (before in ("", " ") or not after)  # at an end, or a second one
    return _escaped(character) if lost or _hidden(character) else character


def _hidden(character: str) -> bool:
    if character == " ":
        return False
    category = unicodedata.category(character)
    return category in _UNSEEN or category == "Zs" or bool(_DRAWN_AS_NOTHING.match(character))


def _escaped(character: str) -> str:
    code = ord(character)
    return (
        f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}" if code < 65536 else f"\\U{code:08x}"
    )


def _unescaped(found: re.Match[str]) -> str:
    code = found[1] or found[2] or found[3]
    # Beyond the last character of all there is none: somebody wrote that by hand.
    return "\\" if code is None else chr(min(int(code, 16), 0x10FFFF))
