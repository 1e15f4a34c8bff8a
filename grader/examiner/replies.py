"""What a worker claims, read into plain values: every field is checked, none is believed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from types import MappingProxyType
from typing import Any

from grader.errors import WireError
from grader.examiner.plays import developed
from grader.frames.keys import Key, parsed
from grader.frames.payload import pack, unpack
from grader.frames.wire import Frame
from grader.results.harmless import clean
from grader.sandbox.mishap import KINDS, Mishap
from grader.sandbox.patience import Patience
from grader.sandbox.process import WorkerProcess
from grader.scenes import DTYPES, Sight, Work

# Of what student code prints: so much is looked at, and so much is shown.
MOST_PRINTED = 2_000
MOST_LINES, LONGEST_LINE = 6, 200


def play_in(
    worker: WorkerProcess,
    work: Work,
    patience: Patience,
    stand_ins: Mapping[str, str] = MappingProxyType({}),
    meanwhile: Callable[[], None] = lambda: None,
    *,
    lends_loop: bool = False,
    traced: bool = True,
    outlived: Collection[str] = (),
) -> tuple[Sight, list[dict[str, Any]]]:
    """What was seen in a worker's play, and the trace; `meanwhile` is called while it plays.

    `stand_ins` are texts of modules that take the place of the learner's. `lends_loop`: whether the
    worker may have to train by a loop of ours, `traced` whether it notes the calls on its way.

    Raises:
        Mishap: the play gave no sight; the worker is dead, unless it is of a kind to be `outlived`.
    """
    header = {
        "scene": work.scene, "kind": work.kind, "params": work.params, "seed": work.seed,
        "stand_ins": dict(stand_ins), "lends_loop": lends_loop, "traced": traced,
    }  # fmt: skip
    frame = worker.exchange(header, pack(work.tensors), patience, meanwhile)
    seen: tuple[Sight, list[dict[str, Any]]] | None = None
    lives = False
    try:
        sight, trace = sight_of(frame)
        seen = developed(sight, work), trace
    except WireError as error:
        text = f"the reply could not be read: {error}"
        raise Mishap("crashed", text=text, garbled=True) from None
    except Mishap as mishap:
        lives = mishap.kind in outlived
        raise
    finally:
        if seen is None and not lives:
            worker.end()
    return seen


def sight_of(frame: Frame) -> tuple[Sight, list[dict[str, Any]]]:
    """A frame as a sight; Mishap where it tells of one, WireError where it is neither."""
    header = frame.header
    trace = _clean_trace(header.get("trace"))
    if "mishap" in header:
        mishap = _mishap_of(header["mishap"])
        mishap.trace, mishap.tried = trace, tried_of(header)
        mishap.printed = printed_of(header)
        raise mishap
    values, claims = header.get("values"), header.get("claims")
    if not isinstance(values, dict) or not isinstance(claims, dict):
        raise WireError("the reply holds no sight")
    # SECURITY: the judge computes with these; safetensors also knows types that torch cannot
    # sort or compare, and an error in the judge would be taken for a fault of our own.
    tensors = unpack(frame.payload)
    if any(tensor.dtype not in DTYPES for tensor in tensors.values()):
        raise WireError("the reply holds numbers of an unexpected type")
    told = {Key(None, "tried"): tried_of(header), Key(None, "printed"): printed_of(header)}
    return Sight(parsed(tensors), parsed(values), parsed(claims) | told), trace


def tried_of(header: dict[str, Any]) -> tuple[str, ...]:
    """What the worker's guard saw the submission try, each with its line."""
    claims = header.get("tried")
    texts = claims[:20] if isinstance(claims, list) else []
    return tuple(text[:200] for text in texts if isinstance(text, str))


def printed_of(header: dict[str, Any]) -> tuple[str, ...]:
    """The last lines that student code printed in a play, those without a word left out."""
    claim = header.get("printed")
    text = clean(claim[-MOST_PRINTED:]) if isinstance(claim, str) else ""
    lines = [line.rstrip() for line in text.split("\n") if line.strip()]
    return tuple(line[:LONGEST_LINE] for line in lines[-MOST_LINES:])


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
