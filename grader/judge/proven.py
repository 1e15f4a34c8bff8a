"""Which line a finding is told at, where one was named and a repair has proven a place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from grader.results.finding import Finding
from grader.submission.edits import Edit

# What is told at the line that an error came out of, however far from its cause.
RAISED = frozenset({"exception"})
# What is seen where a value is used, and made wrong where it is computed.
FLOWING = frozenset(
    {
        "wrong-gradients", "wrong-loss-value", "wrong-reduction", "wrong-labels", "wrong-mean-loss",
        "wrong-accuracy", "wrong-logits", "wrong-criterion", "wrong-architecture", "wrong-update",
        "wrong-shape",
    }
)  # fmt: skip
# What may be missing anywhere between a place and the line at which that is seen.
MISSING = frozenset(
    {
        "missing-zero-grad", "missing-backward", "missing-step", "eval-mode-missing",
        "train-mode-missing",
    }
)  # fmt: skip
MOST_BETWEEN = 6  # lines
# What is at fault in the line that begins the function, and nowhere else.
DECLARED = frozenset({"wrong-signature"})


def widened(edit: Edit, found: Sequence[Edit]) -> Edit:
    """A missing statement with all the gaps around its own in which it would do as well.

    `found` are the edits that make everything agree.
    """
    first, last = edit.line, edit.end_line
    alike = [other for other in found if edit.added and other.added == edit.added]
    for other in sorted(alike, key=lambda other: abs(other.line - edit.line)):
        low, high = min(first, other.line), max(last, other.end_line)
        touches = other.line <= last and first <= other.end_line
        if touches and high - low < MOST_BETWEEN:
            first, last = low, high
    return edit._replace(line=first, end_line=last)


def placed_at(finding: Finding, file: str, edit: Edit, lines: Sequence[str]) -> Finding:
    """A finding at the place of a repair, which is a gap of lines where a statement is missing.

    A line that was named already and lies in the place is the better one: the call that went wrong.
    One that touches it is a part of it: where a wrong value is used, or what is missing is seen
    soon after. Any other that the trace or the syntax gave stands, unless it is vague, or a value
    is made wrong elsewhere.
    """
    named = finding.line if finding.file == file else None
    first, last = edit.line, edit.end_line
    missing = bool(edit.added) and finding.code in MISSING
    if named is not None and first <= named <= last:
        if not missing and not (finding.code in RAISED and last > first):
            return replace(finding, proven=True)
    elif named is not None and first - 1 <= named <= last + 1:
        used = finding.code in FLOWING or _begins_with(lines, named, "return")
        if edit.added and not missing and not used:
            return replace(finding, proven=True)
        # Where the function begins is no part of what its first statement does.
        begins = _begins_with(lines, named, "def", "async", "class")
        if not begins or finding.code in DECLARED:
            first, last = min(first, named), max(last, named)
    elif named and finding.code in MISSING and 0 < named - first <= MOST_BETWEEN:
        last = named
    elif named is not None and not _is_vague(finding, edit, lines):
        return finding
    while edit.added and first < last and _opens_a_block(lines, first):
        first += 1  # what is missing is missing inside of it
    end_line = last if last > first else None
    return replace(finding, file=file, line=first, end_line=end_line, proven=True)


def _is_vague(finding: Finding, edit: Edit, lines: Sequence[str]) -> bool:
    """Whether a finding's line is where an error came out, or a function begins or ends.

    So is where a layer is made, when the place is where a layer is called; and where a value is
    used or another function goes on, when the place is a statement that is there, and wrong.
    """
    if finding.code in DECLARED:
        return False
    line = finding.line or 0
    elsewhere = finding.code in FLOWING or not edit.first <= line <= edit.last
    if elsewhere and not edit.added:
        return True
    words = _words(lines, line)
    edges = not words or words[0] in ("def", "class") or (words[0] == "return" and len(words) > 1)
    made, called = (_maker(lines, at) for at in (line, edit.line))
    return finding.code in RAISED or edges or (made is not None and made != called)


def _opens_a_block(lines: Sequence[str], line: int) -> bool:
    code, _, _ = lines[line - 1].partition("#")
    return code.rstrip().endswith(":")


def _begins_with(lines: Sequence[str], line: int, *words: str) -> bool:
    return _words(lines, line)[:1] in [[word] for word in words]


def _words(lines: Sequence[str], line: int) -> list[str]:
    return lines[line - 1].split() if 0 < line <= len(lines) else []


def _maker(lines: Sequence[str], line: int) -> int | None:
    """The line that begins the `__init__` in which a line stands, None where it stands in none."""
    above = range(min(line, len(lines)), 0, -1)
    begin = next((at for at in above if _begins_with(lines, at, "def", "class")), None)
    return begin if begin and "__init__" in lines[begin - 1] else None
