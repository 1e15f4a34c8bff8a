"""How well mistakes are placed that nobody chose: right submissions with one place changed by rule.

    python bench/mutants.py [--most 100] [--skip 0] [--only TEXT] [--further] [--plain] [--list]

Every right file of the corpus and every solution is written in Python's own layout and changed in
one place; of all these mutants those with the smallest digests are graded by one warm judge. Said
is how many of them were caught, were named, have a finding within one line of the changed place,
and have a proven line; how many of those are right; and how many seconds it took. `--further`
changes in the ways of `further_changes.py` instead, `--plain` looks for no proof, `--list` prints
every mutant that is not caught or whose line is wrong. A mutant that passes is mostly one that does
the same as before: look at it. To write all mutants, some 13,000, takes half a minute before the
first of them is graded.
"""

from __future__ import annotations

import argparse
import ast
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from corpus import ROOT, examples
from further_changes import further_changes

from grader.course.course import built_in_course, load_course
from grader.course.mutants import Changes, Mutant, mutants_of
from grader.judge.grading import Judge
from grader.judge.proof import hasty
from grader.results.finding import Finding, Severity
from grader.results.verdict import Grade
from grader.submission.submission import Submission, read_submission

NEAR = 1  # lines


@dataclass(frozen=True)
class Case:
    """A mutant of a right file of one exercise; `source` is that file's name."""

    source: str
    exercise: str
    mutant: Mutant

    @property
    def digest(self) -> str:
        return sha256(self.mutant.text.encode()).hexdigest()

    def __str__(self) -> str:
        return f"{self.source} {self.mutant}"


def main() -> int:
    """Grade a sample of the mutants and print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--most", type=int, default=100, help="mutants that are graded")
    parser.add_argument("--skip", type=int, default=0, help="so many of them, seen before")
    parser.add_argument("--only", default="", help="mutants of files whose name holds this text")
    parser.add_argument("--further", action="store_true", help="changed in further ways")
    parser.add_argument("--plain", action="store_true", help="look for no proven line")
    parser.add_argument("--list", action="store_true", help="print what is missed")
    options = parser.parse_args()
    solutions = read_submission(ROOT / "solutions")
    changes = further_changes if options.further else None
    wanted = (case for case in cases(solutions, changes) if options.only in case.source)
    known = sorted(wanted, key=lambda case: case.digest)
    tally = Tally(options.list)
    with Judge(hasty(load_course(built_in_course())), "digits") as judge:
        for case in known[options.skip :][: options.most]:
            file = f"{case.exercise}.py"
            files = {**solutions.files, file: case.mutant.text.encode()}
            started = time.perf_counter()
            grade = judge.grade(
                Submission("mutant", files), [case.exercise], proven=not options.plain
            )
            tally.add(case, grade, time.perf_counter() - started)
    tally.print()
    return 0


def cases(solutions: Submission, changes: Changes | None) -> Iterator[Case]:
    """Every mutant of every right file."""
    files = [
        (f"solutions/{name}", name.removesuffix(".py"), content)
        for name, content in solutions.files.items()
        if name.endswith(".py")
    ]
    files += [
        (example.id, example.exercise, example.path.read_bytes())
        for example in examples("right")
        if example.path.suffix == ".py"
    ]
    for source, exercise, content in files:
        # In Python's own layout first: then lines of the mutant are those of the text.
        text = ast.unparse(ast.parse(content))
        for mutant in mutants_of(text, marked=False, changes=changes):
            yield Case(source, exercise, mutant)


class Tally:
    """What became of the mutants."""

    def __init__(self, listed: bool) -> None:
        self.listed = listed
        self.total = self.caught = self.named = self.near = self.proven = self.right = 0
        self.unjudged = 0
        self.seconds: list[float] = []

    def add(self, case: Case, grade: Grade, seconds: float) -> None:
        """Count one."""
        if grade.status == "failed":
            self.unjudged += 1
            print(f"NOT JUDGED {case}: {grade.error}", flush=True)
            return
        (result,) = grade.exercises
        found = [f for f in result.findings if f.severity is Severity.ERROR]
        proven = [f for f in found if f.proven]
        near = any(is_near(f, case.mutant.line) for f in found)
        self.total += 1
        if result.passed:
            self.say("PASSED", case, found)
            return
        self.caught += 1
        self.named += bool(found)
        self.near += near
        self.proven += bool(proven)
        right = any(is_near(f, case.mutant.line) for f in proven)
        self.right += right
        self.seconds.append(seconds)
        if not near or (proven and not right):
            self.say("FALSE PROOF" if proven and not right else "line", case, found)

    def say(self, what: str, case: Case, found: list[Finding]) -> None:
        if self.listed:
            places = [f"{f.code}:{f.line}-{f.end_line or f.line}" for f in found]
            print(f"{what} {case}: {', '.join(places) or 'nothing'}", flush=True)

    def print(self) -> None:
        """The figures."""
        print(f"mutants: {self.total}, of which {self.caught} lose points")
        print(f"not judged, which is our own fault: {self.unjudged}")
        print(f"named: {share(self.named, self.caught)}")
        print(f"a finding within {NEAR} line of the change: {share(self.near, self.caught)}")
        print(f"a proven line: {share(self.proven, self.caught)}")
        print(f"proven lines that are right: {share(self.right, self.proven)}")
        if self.seconds:
            print(
                f"seconds of those that lose points: median {statistics.median(self.seconds):.2f}, "
                f"mean {statistics.mean(self.seconds):.2f}, most {max(self.seconds):.2f}"
            )


def is_near(finding: Finding, line: int) -> bool:
    """Whether a finding's place is a line, or within one of it."""
    if finding.line is None:
        return False
    return finding.line - NEAR <= line <= (finding.end_line or finding.line) + NEAR


def share(part: int, whole: int) -> str:
    return f"{part} of {whole} ({part / whole:.0%})" if whole else "0 of 0"


if __name__ == "__main__":
    raise SystemExit(main())
