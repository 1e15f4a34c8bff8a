"""The corpora of wrong and right submissions: each file replaces one file of the solutions.

That of the first course stands in `submissions/` itself, that of another one that ships in a folder
of its course's name there. A folder below `folders/` is one submission whose files all replace the
solutions'; the one with the most to say holds the first lines.

A wrong one begins with `# expect: code`, `# expect: one | other` where either name is fair, or
`# expect: one & other` for two mistakes; `# line:` says where the fault is best shown,
`# line: 4 | 7` where either place is. What was made after a public question names its address:
`# source:`. Only the fault is taken from there, no code.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import yaml

from grader.course.course import built_in_course
from grader.course.shipped import record_named
from grader.results.finding import Severity
from grader.results.verdict import Grade
from grader.submission.submission import Submission, read_submission

ROOT = Path(__file__).parent.parent
CORPUS = Path(__file__).parent / "submissions"


@dataclass(frozen=True)
class Example:
    """One submission of the corpus; `codes` are the accepted names, empty for a right one."""

    path: Path
    exercise: str
    codes: frozenset[str]
    both: bool
    lines: frozenset[int]

    @property
    def id(self) -> str:
        return str(self.path.relative_to(CORPUS)).removesuffix(self.path.suffix)

    def submission(self, solutions: Submission) -> Submission:
        """The solutions with this file in the place of its exercise's."""
        files = dict(solutions.files)
        if self.path.is_dir():
            return Submission(self.id, files | read_submission(self.path).files)
        target = next(name for name in files if Path(name).stem == self.exercise)
        if self.path.suffix == ".missing":
            del files[target]
        else:
            files[target] = self.path.read_bytes()
        return Submission(self.id, files)


def record_of(course: str = "") -> Path:
    """The course.yaml of a course that ships, by its name; the first course's where it is empty."""
    record = record_named(course) if course else built_in_course()
    assert record is not None, f"no course that ships is called {course}"
    return record


def examples(kind: str, course: str = "") -> list[Example]:
    """All examples of a kind, `wrong` or `right`, of the first course or a named one, in order."""
    found, home = [], CORPUS / course / kind
    for path in sorted(home.rglob("*")):
        parts = path.relative_to(home).parts
        if "__pycache__" in parts or (path.is_dir() and path.parent.name != "folders"):
            continue
        if path.is_dir() or "folders" not in parts:
            found.append(_read(path, parts[0]))
    return found


def sample(count: int, salt: str = "") -> list[Example]:
    """So many submissions, without a pattern and the same ones until the corpus changes.

    Without those that wait for their end, half a minute each.
    """
    known = [e for e in [*examples("wrong"), *examples("right")] if "timeout" not in e.id]
    return sorted(known, key=lambda e: sha256(f"{salt}{e.id}".encode()).digest())[:count]


def _read(path: Path, exercise: str) -> Example:
    sources = sorted(path.glob("*.*")) if path.is_dir() else [path]
    heads = [source.read_text(encoding="utf-8-sig", errors="replace")[:2000] for source in sources]
    head = max((h for h in heads if "# expect:" in h), key=lambda h: "# line:" in h, default="")
    head = head or heads[0]
    expect = re.search(r"^# expect: *(.+?)(?:  .*)?$", head, re.M)
    places = re.search(r"^# line: *([\d |]+)", head, re.M)
    text = expect.group(1) if expect else ""
    codes = frozenset(re.findall(r"[a-z]+(?:-[a-z]+)*", text)) if text else frozenset()
    lines = frozenset(map(int, re.findall(r"\d+", places.group(1)))) if places else frozenset()
    return Example(path, exercise, codes, "&" in text, lines)


def misses(example: Example, grade: Grade) -> list[str]:
    """What a grade says of a wrong example that is not as its first lines expect it."""
    given = {f.code: f.severity for exercise in grade.exercises for f in exercise.findings}
    errors = {code for code, severity in given.items() if severity is Severity.ERROR}
    lost = {exercise.id for exercise in grade.exercises if not exercise.passed}
    named = example.codes <= given.keys() if example.both else given.keys() & example.codes
    # `python bench/naming.py --quick --plain --write-sentences` writes them anew: read the diff.
    said = sentences(grade, example.exercise)
    held = {
        f"the status is {grade.status}": grade.status == "graded",
        f"the findings are {sorted(given)}": bool(named),
        f"errors beside it are {sorted(errors - example.codes)}": errors <= example.codes,
        f"points are lost in {sorted(lost)}": lost == ({example.exercise} if errors else set()),
        f"it is told {said}": said == known_sentences().get(example.id, said),
    }
    return [miss for miss, holds in held.items() if not holds]


# What every wrong submission of the corpus is told, for a reader of changes.
SENTENCES = Path(__file__).parent / "goldens" / "sentences.json"
_NUMBER = re.compile(
    r"(?<![A-Za-z_\d])-?\d[\d.,]*(?:e[+-]?\d+)?\b|\b(?:nan|inf)\b|by the clock|of CPU time"
)


def sentences(grade: Grade, exercise: str) -> list[str]:
    """Each finding of an exercise with its hint, every number in it, and by which clock, as `#`."""
    found = [f for e in grade.exercises if e.id == exercise for f in e.findings]
    return [f"{f.code}: {_NUMBER.sub('#', f.message)} / {f.hint}" for f in found]


def known_sentences() -> dict[str, list[str]]:
    """Those of every wrong example, by its id, as they were when they were last read."""
    known: dict[str, list[str]] = json.loads(SENTENCES.read_text(encoding="utf-8"))
    return known


def dropping(folder: Path, *exercises: str) -> Path:
    """A course.yaml without these exercises, whose points go to the first check that is left."""
    course = yaml.safe_load((ROOT / "course.yaml").read_text(encoding="utf-8"))
    kept = [e for e in course["exercises"] if e["id"] not in exercises]
    points = sum(c["points"] for e in kept if "bonus" not in e for c in e["checks"].values())
    next(iter(kept[0]["checks"].values()))["points"] += 100 - points
    path = folder / "course.yaml"
    fields = {"exercises": kept, "seed": "canary-seed-of-a-smaller-course"}
    path.write_text(yaml.safe_dump(course | fields, sort_keys=False), encoding="utf-8")
    return path
