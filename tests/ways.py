"""What two documents of one submission have to agree on, whichever way workers are started."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

Document = dict[str, Any]

# Said of the way itself.
OF_THE_WAY = ("protection", "level", "seconds")
# What one way refuses and the other does not: an exercise that met it may end otherwise.
OF_ITS_LIMITS = {"forbidden-operation", "memory-limit"}


def of_either_way(one: Document, other: Document) -> tuple[Document, Document]:
    """Both documents without what the way of starting workers decides."""
    pair = _without_clocks(one), _without_clocks(other)
    _without_proofs(pair)
    limited = {name for document in pair for name in _limited(document)}
    for document in pair:
        for field in OF_THE_WAY:
            document.pop(field, None)
        if any(_stopped(document) for document in (one, other)):
            document.pop("trace", None)  # as far as it came by then
        if limited:
            for field in ("score", "status", "trace", "training", "tamper"):
                document.pop(field, None)
        exercises = document["exercises"]
        document["exercises"] = [e for e in exercises if e["id"] not in limited]
    return pair


def _without_clocks(document: Document) -> Document:
    """A copy that does not say which clock stopped something: on a busy machine it is another."""
    text = re.sub(r"[0-9.]+ s (of CPU time|by the clock)", "its time", json.dumps(document))
    copy: Document = json.loads(text)
    return copy


def _without_proofs(pair: tuple[Document, Document]) -> None:
    """Drop the lines of findings of which the sealed way, which alone looks for it, has a proof."""
    exercises = zip(*(document["exercises"] for document in pair), strict=False)
    for found in ([e["findings"] for e in both] for both in exercises):
        for findings in zip(*found, strict=False):
            if any(finding.get("proven") for finding in findings):
                for finding in findings:
                    for field in ("file", "line", "end_line", "proven"):
                        finding.pop(field, None)


def _stopped(document: Document) -> bool:
    """Whether something in it was stopped by a clock."""
    return any(f["code"] == "timeout" for e in document["exercises"] for f in e["findings"])


def _limited(document: Document) -> Iterator[str]:
    """The exercises that met a limit of one way alone."""
    for exercise in document["exercises"]:
        if any(finding["code"] in OF_ITS_LIMITS for finding in exercise["findings"]):
            yield exercise["id"]


def differences(a: Any, b: Any, way: str = "") -> Iterator[tuple[str, Any, Any]]:
    """The leaves that differ, with their way."""
    if isinstance(a, dict) and isinstance(b, dict):
        for key in sorted(a.keys() | b.keys()):
            yield from differences(a.get(key), b.get(key), f"{way}.{key}")
    elif isinstance(a, list) and isinstance(b, list) and len(a) == len(b):
        for number, (one, other) in enumerate(zip(a, b, strict=True)):
            yield from differences(one, other, f"{way}[{number}]")
    elif a != b:
        yield way, a, b
