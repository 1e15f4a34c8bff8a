"""docs/findings.md, generated from the catalogue.

python -m grader.report.catalogue_page > docs/findings.md
"""

from __future__ import annotations

import re
import sys

from grader.course.records import shipped_exercises
from grader.findings import Misconception
from grader.findings.catalogue import by_code
from grader.report.why import ANY, in_words, is_for, places

_HEAD = """\
# The findings

<!-- Generated: python -m grader.report.catalogue_page > docs/findings.md -->

A check fails because of what code *did*. A finding says *why*: which misconception leads to
these very numbers. Each has a code that does not change, says what was observed, and gives a
hint that does not give the line away. This page is for who teaches or reads the grader: its
right examples are answers. `mnist-grade why CODE` shows a learner all but those.
"""


def findings_page() -> str:
    """The whole page in Markdown: a table of contents by exercise, then every finding."""
    codes = by_code()
    parts = [_HEAD, _contents(codes)]
    parts += [_section(code, found) for code, found in codes.items()]
    return "\n".join(parts)


def _contents(codes: dict[str, list[Misconception]]) -> str:
    rows = ["| exercise | findings |", "| --- | --- |"]
    for exercise in ("", *shipped_exercises()):
        links = [
            f"[{code}](#{code})"
            for code, found in codes.items()
            if any(is_for(entry, exercise) for entry in found)
        ]
        rows.append(f"| {exercise or ANY} | {', '.join(links)} |")
    return "\n".join(rows) + "\n"


def _section(code: str, found: list[Misconception]) -> str:
    lines = [f"## {code}", "", f"In {places(found)}.", ""]
    for entry in found:
        lines += _entry(entry, found[0])
    return "\n".join(lines)


def _entry(entry: Misconception, first: Misconception) -> list[str]:
    lines = [] if entry is first else ["It also looks like this:", ""]
    warning = " (a warning, it costs no points)" if entry.severity == "warning" else ""
    lines += [f"*Believed:* “{_plain(entry.believes)}”", ""]
    lines += [f"*Observed{warning}:* {in_words(_plain(entry.sentence), '*{}*')}", ""]
    if entry is first or entry.why != first.why:
        lines += [_plain(entry.why), ""]
    if entry is first or entry.hint != first.hint:
        lines += [f"*Hint:* {_plain(entry.hint)}", ""]
    for title, source in (("Wrong", entry.bad), ("Right", entry.good)):
        if source:
            lines += [f"{title}, in `{entry.file}`:", "", *_block(entry.file, source)]
        for file, other in entry.beside.items() if title == "Wrong" else ():
            lines += [f"and in `{file}`:", "", *_block(file, other)]
    return lines


def _block(file: str, source: str) -> list[str]:
    language = "yaml" if file.endswith(".yaml") else "python"
    return [f"```{language}", source.rstrip("\n"), "```", ""]


def _plain(text: str) -> str:
    """Text whose stars, underscores and brackets Markdown leaves alone; code stays code."""
    parts = re.split(r"(`[^`]*`)", text)
    return "".join(p if p.startswith("`") else re.sub(r"([*_<>\[\]|])", r"\\\1", p) for p in parts)


if __name__ == "__main__":
    sys.stdout.write(findings_page())
