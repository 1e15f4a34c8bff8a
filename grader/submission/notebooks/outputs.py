"""What a notebook holds beside its sources (plots, pictures, widgets) is cut out unread."""

from __future__ import annotations

import re

MOST_TOKENS = 5_000_000

# SECURITY: possessive, and a text without an end is taken to the end of the file: else a file of
# quotes would be read again from each of them, for hours.
_TOKEN = re.compile(
    rb'[^"\[\]{}]*+(?:(?P<begins>"(?:outputs|attachments|widgets)"\s*+:\s*+[\[{])'
    rb'|"[^"\\]*+(?:\\.[^"\\]*+)*+"?|(?P<opens>[\[{])|(?P<closes>[\]}])|\Z)',
    re.DOTALL,
)


def without_outputs(content: bytes) -> bytes | None:
    """The JSON of a notebook with empty outputs and attachments; None where it is no notebook's.

    What is left is JSON where it was JSON before; nothing is parsed, so that the memory for it is
    never more than the file itself takes.
    """
    # SECURITY: parsed, 64 MB of brackets would take 1.5 GB.
    kept: list[bytes] = []
    start = depth = 0
    for count, token in enumerate(_TOKEN.finditer(content)):
        if count > MOST_TOKENS:
            return None
        kind = token.lastgroup
        if depth:
            depth += (kind in ("begins", "opens")) - (kind == "closes")
            if not depth:
                start = token.start("closes")
        elif kind == "begins":
            kept.append(content[start : token.end()])
            depth = 1
    return b"".join([*kept, b"" if depth else content[start:]])
