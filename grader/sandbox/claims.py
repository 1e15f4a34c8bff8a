"""What a worker claims, read into plain values: every field is checked, none is believed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from grader.errors import WireError
from grader.scenes import DTYPES, Sight
from grader.wire import Frame

KINDS = {
    "missing-function", "wrong-signature", "not-implemented", "syntax-error", "import-error",
    "exception", "memory-limit", "crashed", "output-limit", "forbidden-operation", "timeout",
}  # fmt: skip


@dataclass(eq=False)
class Mishap(Exception):
    """A play that gave no sight: the kind of a finding, with what is known about the place."""

    kind: str
    type: str = ""
    text: str = ""
    file: str | None = None
    line: int | None = None
    name: str | None = None
    source: str = ""
    column: int | None = None
    garbled: bool = False
    trace: list[dict[str, Any]] = field(default_factory=list)
    tried: tuple[str, ...] = ()


def sight_of(frame: Frame) -> tuple[Sight, list[dict[str, Any]]]:
    """A frame as a sight; Mishap where it tells of one, WireError where it is neither."""
    header = frame.header
    trace = _clean_trace(header.get("trace"))
    if "mishap" in header:
        mishap = _mishap_of(header["mishap"])
        mishap.trace, mishap.tried = trace, tried_of(header)
        raise mishap
    values, claims = header.get("values"), header.get("claims")
    if not isinstance(values, dict) or not isinstance(claims, dict):
        raise WireError("the reply holds no sight")
    # SECURITY: the judge computes with these; safetensors also knows types that torch cannot
    # sort or compare, and an error in the judge would be taken for a fault of our own.
    if any(tensor.dtype not in DTYPES for tensor in frame.tensors.values()):
        raise WireError("the reply holds numbers of an unexpected type")
    return Sight(frame.tensors, values, claims | {"tried": tried_of(header)}), trace


def tried_of(header: dict[str, Any]) -> tuple[str, ...]:
    """What the worker's guard saw the submission try, each with its line."""
    claims = header.get("tried")
    texts = claims[:20] if isinstance(claims, list) else []
    return tuple(text[:200] for text in texts if isinstance(text, str))


def _mishap_of(claim: Any) -> Mishap:
    if not isinstance(claim, dict) or str(claim.get("kind")) not in KINDS:
        raise WireError("the reply holds no mishap that is known")

    def text(key: str) -> str:
        return str(claim.get(key) or "")[:500]

    def number(key: str) -> int | None:
        value = claim.get(key)
        return value if isinstance(value, int) and 0 < value < 1_000_000 else None

    return Mishap(
        kind=str(claim["kind"]),
        type=text("type"),
        text=text("text"),
        file=text("file") or None,
        line=number("line"),
        name=text("name") or None,
        source=text("source"),
        column=number("column"),
    )


def _clean_trace(claim: Any) -> list[dict[str, Any]]:
    """The well-formed events of a trace, in plain values of known types and sizes."""
    events = []
    for event in claim[:200] if isinstance(claim, list) else []:
        if not isinstance(event, dict):
            continue
        clean: dict[str, Any] = {}
        for key in ("event", "file"):
            clean[key] = str(event.get(key, ""))[:120]
        for key in ("call", "line", "own_line"):
            value = event.get(key)
            clean[key] = value if isinstance(value, int) and abs(value) < 1_000_000 else 0
        for key in ("gradient_norm_before", "gradient_norm_after"):
            value = event.get(key)
            finite = isinstance(value, float) and abs(value) < 1e30
            clean[key] = value if finite else None
        events.append(clean)
    return events
