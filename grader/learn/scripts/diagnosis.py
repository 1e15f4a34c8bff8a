"""From the record of a run to the document: findings by rules, what crashed, what was seen."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from grader.learn.scripts.cannot_run import reason
from grader.learn.scripts.crashes import explained
from grader.learn.scripts.rules import rules
from grader.learn.scripts.run import LOOP, Event, Run
from grader.learn.scripts.timeline import timeline
from grader.learn.scripts.watching import Watched

SCHEMA = 1
# So near to ln(classes), as a share of it, begins a network that knows nothing yet.
NEAR_A_GUESS = 0.15
# Above what a single float holds.
LARGEST_LOSS = 1e39
# What a claim that is not as it has to be makes a rule raise.
_NO_RECORD = (KeyError, TypeError, ValueError, IndexError, AttributeError, ArithmeticError)
# What a script may run into because a pass was cut.
_OF_WHAT_IS_MISSING = ("AttributeError", "KeyError", "IndexError", "TypeError", "ValueError")
_OF_A_CUT = ("IndexError", "ZeroDivisionError", "ValueError", "KeyError", "StopIteration")


@dataclass(frozen=True, slots=True)
class ScriptFinding:
    """One finding in a script."""

    code: str
    severity: str
    message: str
    hint: str
    file: str
    line: int
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The result document of one script."""

    script: str
    status: str
    findings: tuple[ScriptFinding, ...] = ()
    timeline: tuple[dict[str, Any], ...] = ()
    loss: tuple[float | None, ...] = ()
    steps: int = 0
    epochs: int = 0
    stand_ins: tuple[str, ...] = ()
    cut: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    protection: tuple[str, ...] = ()
    mended: tuple[dict[str, Any], ...] = ()
    seconds: float = 0.0
    error: str = ""
    right: tuple[str, ...] = field(default=())

    @property
    def is_wrong(self) -> bool:
        """Whether there is an error among the findings."""
        return any(finding.severity == "error" for finding in self.findings)

    def to_json(self) -> dict[str, Any]:
        """The document in plain values."""
        return {"schema": SCHEMA, "kind": "diagnosis", **asdict(self)}


def diagnosed(watched: Watched, script: str) -> Diagnosis:
    """The document of a run."""
    record, mishap, seconds = watched.record, watched.mishap, watched.seconds
    protection = tuple(
        f"{name}: off, {why}" if why else name for name, why in watched.protection.items()
    )
    if record.get("failure") and not record.get("events"):
        return Diagnosis(script, "failed", seconds=seconds, error=str(record["failure"])[-1500:])
    if mishap is not None:
        return _ended(watched, script, protection)
    run = Run(record, watched.text, script.endswith(".ipynb"))
    try:
        found = _document(run, watched)
    except _NO_RECORD as error:
        # The script has written into what watches it, or has let it be written: not our failure.
        finding = ScriptFinding(
            "crashed", "error",
            f"What its process told is no record of a run ({type(error).__name__}).",
            "Which of your lines reaches into modules that are not yours?", watched.staged.file, 1,
        )  # fmt: skip
        return Diagnosis(script, "crashed", (finding,), protection=protection, seconds=seconds)
    left_out = tuple(f"left out of the copy: {name}" for name in watched.staged.left_out)
    stand_ins = (*found["stand_ins"], *left_out)
    return Diagnosis(script, **{**found, "stand_ins": stand_ins}, protection=protection,
                     seconds=seconds)  # fmt: skip


def _ended(watched: Watched, script: str, protection: tuple[str, ...]) -> Diagnosis:
    """A run that told nothing: its process was gone, or was ended."""
    mishap, seconds = watched.mishap, watched.seconds
    assert mishap is not None
    words = {
        "timeout": "it did not end, and nothing could be seen of it: try a smaller --seconds, or "
        "fewer epochs",
        "memory-limit": "it takes more memory than is given here: try smaller batches",
        "output-limit": "it writes more than is given here",
    }  # fmt: skip
    if mishap.kind in words:
        missing = (f"{words[mishap.kind]} ({mishap.text})",)
        return Diagnosis(script, "cannot-run", missing=missing, protection=protection,
                         seconds=seconds)  # fmt: skip
    finding = ScriptFinding(
        "crashed", "error", f"The script ended its own process: {mishap.text}.",
        "Which of your lines ends the interpreter?", watched.staged.file, 1,
    )  # fmt: skip
    return Diagnosis(script, "crashed", (finding,), protection=protection, seconds=seconds)


def _document(run: Run, watched: Watched) -> dict[str, Any]:
    """The parts of the document that the record decides."""
    crashes, missing, cuts = _crashes(run, watched)
    findings = [*crashes]
    known = {finding.code for finding in crashes}
    findings += [f for f in _by_rules(run) if f.code not in known or f.code == "exception"]
    if crashes and crashes[0].code != "exception":
        findings = _first(findings, crashes)
    trained = run.trains or any(b["count"] for b in run.backwards)
    old = list(_old_code(run))
    unreadable = run.record.get("unreadable")
    if isinstance(unreadable, str):
        message = f"This is no notebook that can be read: {unreadable}."
        hint = "Open it in Jupyter, and save it."
        file = watched.staged.file
        findings.append(ScriptFinding("exception", "error", message, hint, file, 1))
    status = "diagnosed"
    if crashes or old or unreadable:
        status = "crashed"
    elif missing and not run.trains:
        status = "cannot-run"
    elif not trained and not findings:
        status = "nothing-trained"
    losses = run.record.get("losses")
    values = losses if isinstance(losses, list) else []
    counts = run.record.get("counts")
    cut = run.record.get("cut")
    return {
        "status": status, "findings": tuple(old + findings), "timeline": tuple(timeline(run)),
        "loss": tuple(map(_a_loss, values)),
        "steps": int(counts.get("step", 0)) if isinstance(counts, dict) else 0,
        "epochs": len([p for p in run.all_of("passes") if p.get("trains")]),
        "stand_ins": _texts(run.record.get("stand_ins")), "cut": (*_texts(cut), *cuts),
        "missing": tuple(missing), "right": tuple(_right(run)),
    }  # fmt: skip


def _a_loss(claim: object) -> float | None:
    """A loss that can be added up and drawn."""
    is_one = isinstance(claim, (int, float)) and abs(claim) < LARGEST_LOSS  # no NaN is
    return claim if is_one else None  # type: ignore[return-value]


def _texts(values: object) -> tuple[str, ...]:
    return tuple(str(v)[:300] for v in values) if isinstance(values, list) else ()


def _first(findings: list[ScriptFinding], crashes: list[ScriptFinding]) -> list[ScriptFinding]:
    """Without what only follows from a training that never took place."""
    follows = {"missing-step", "missing-backward", "weights-unchanged", "train-mode-missing"}
    return [f for f in findings if f.code not in follows or f in crashes]


def _crashes(run: Run, watched: Watched) -> tuple[list[ScriptFinding], list[str], list[str]]:
    """What the script raised, what was missing for it, and what may come of a cut."""
    found: list[ScriptFinding] = []
    missing: list[str] = []
    cuts: list[str] = []
    broken = False
    for error in run.all_of("raised"):
        kind, crash = error.get("type"), _crash(run, error)
        if error.get("expected"):
            pass  # the notebook says itself that this cell raises
        elif why := reason(error, watched.staged, run):
            missing.append(why)
        elif kind == "NameError" and (broken or (run.is_notebook and error.get("after_cut"))):
            continue  # it follows from the cell that raised, or was ended, before
        elif kind == "KeyboardInterrupt":
            continue
        elif after := _after(error, missing):
            cuts.append(f"line {error.get('line')} raised {kind} after {after}, which may be why")
        elif crash not in found:
            found.append(crash)
        broken = True
    return found, list(dict.fromkeys(missing)), cuts


def _after(error: Event, missing: list[str]) -> str:
    """What may be why an error was raised, and is none of the script's."""
    if error.get("after_cut") and error.get("type") in _OF_A_CUT:
        return "a cut"
    if missing and error.get("type") in _OF_WHAT_IS_MISSING:
        return "what is missing"
    return ""


def _crash(run: Run, error: Event) -> ScriptFinding:
    code, message, hint, severity = explained(run, error)
    evidence = f"{error.get('type')}: {str(error.get('text'))[:300]}"
    line = error.get("line")
    return ScriptFinding(code, severity, message, hint, str(error.get("file", "")),
                         line if isinstance(line, int) else 1, evidence)  # fmt: skip


def _old_code(run: Run) -> Iterator[ScriptFinding]:
    """What only ran on older versions, and was made to run here."""
    for note in run.all_of("notes"):
        if note.get("kind") == "old code":
            yield ScriptFinding(
                "exception", "error", f"Today's versions do not have {note['text']} any more.",
                "What does the error say when you run it yourself, and what is the name today?",
                str(note.get("file")), int(note.get("line") or 1),
            )  # fmt: skip


def _by_rules(run: Run) -> Iterator[ScriptFinding]:
    """What the rules say; what another one is the cause of is left out."""
    told = [(rule, found) for rule in rules() for found in rule.find(run)]
    settled = {code for rule, _ in told for code in rule.settles}
    errors = {rule.code for rule, _ in told if not rule.warning}
    seen: set[str] = set()
    for rule, found in told:
        if rule.code in settled or rule.code in seen:
            continue
        if rule.alone and errors - {rule.code}:
            continue
        seen.add(rule.code)
        file, line = found.place
        yield ScriptFinding(
            rule.code, "warning" if rule.warning else "error", found.message or rule.message,
            found.hint or rule.hint, str(file), int(line), found.evidence,
        )  # fmt: skip


def _right(run: Run) -> Iterator[str]:
    """What is right here although it is often called wrong."""
    if any(e.get("made") == "log_softmax" and e.get("of") == "cross_entropy"
           for e in run.training_losses):  # fmt: skip
        yield "log_softmax before cross entropy changes nothing: it is its own inverse there."
    steps, backwards = len(run.steps), len(run.backwards)
    if steps and backwards >= 2 * steps and any(b["onto"] for b in run.backwards):
        yield f"{backwards} backward calls for {steps} steps add up gradients, as is meant."
    calls = run.of("zero_grad", "backward", "step")
    if [call["kind"] for call in calls[:3]] == ["backward", "step", "zero_grad"]:
        yield "zero_grad at the end of the loop is the same as at its beginning."
    again = [
        second
        for first, second in itertools.pairwise(calls)
        if first["kind"] == second["kind"] == "zero_grad" and first.get("of") == second.get("of")
        and first.get("cleared") and second.get("cleared") == 0
    ]  # fmt: skip
    if len(again) >= LOOP:
        yield "Clearing the gradients twice is the same as once: the second call finds none."
    yield from _beginning(run)
    plain = [f for f in run.held_out if not f.get("active") and f.get("training")]
    if plain:
        yield "The evaluation needs no eval() here: no layer of the model cares."


def _beginning(run: Run) -> Iterator[str]:
    """That the first loss is a guess's, where it is: no sign that nothing is learned."""
    losses, shape = run.record.get("losses"), next(iter(run.training_losses), {}).get("shape")
    kinds = {e.get("of") for e in run.training_losses}
    if not kinds <= {"cross_entropy", "nll_loss"} or not isinstance(losses, list) or not losses:
        return
    if isinstance(shape, list) and len(shape) == 2 and isinstance(shape[1], int) and shape[1] > 1:
        guess = math.log(shape[1])
        if isinstance(losses[0], float) and abs(losses[0] - guess) <= NEAR_A_GUESS * guess:
            yield (
                f"The loss begins at {losses[0]:.2f}, as a guess among {shape[1]} classes does: "
                f"ln({shape[1]}) = {guess:.2f}."
            )
