"""How well mistakes are named: the confusion table over the corpus of submissions.

    python bench/naming.py [--course NAME] [--only TEXT] [--quick] [--plain] [--prove]
        [--write-sentences]

The corpus is the first course's, or with `--course practice` the second one's. Prints every miss,
then for each code precision and recall, the share of findings at the right line, the score lost in
the wrong exercise, and the seconds that naming took: CPU time, so that a busy machine does not
count. `--quick` grades only the exercise in question. `--prove` ends with the proof of the course:
solutions, starters, examples, and each changed solution that passes. Sentences that are not those
of tests/goldens/sentences.json are counted; `--write-sentences` writes those of the wrong
submissions there, and grades no right ones.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from corpus import CORPUS, SENTENCES, Example, examples, known_sentences, record_of, sentences

from grader.course.course import load_course
from grader.judge import marking
from grader.judge.grading import Judge
from grader.judge.proof import Proof, Prover, hasty
from grader.results.finding import Severity
from grader.results.verdict import Grade
from grader.submission.submission import read_submission


def main() -> int:
    """Grade the corpus and print the table; 1 where a right submission was failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--course", default="", help="another course that ships, by its name")
    parser.add_argument("--only", default="", help="examples whose id holds this text")
    parser.add_argument("--quick", action="store_true", help="only the exercise in question")
    parser.add_argument("--plain", action="store_true", help="look for no proven line")
    parser.add_argument("--prove", action="store_true", help="prove the course at the end")
    parser.add_argument("--write-sentences", action="store_true", help="keep what was said")
    options = parser.parse_args()
    tally, alarms, seconds, naming = Tally(), 0, [], Stopwatch()
    marking.diagnose = naming.timed(marking.diagnose)
    course = load_course(record_of(options.course))
    solutions = read_submission(course.folder.solutions)
    kinds = ("wrong",) if options.write_sentences else ("wrong", "right")
    corpus = [e for kind in kinds for e in examples(kind, options.course)]
    with Judge(hasty(course) if options.prove else course) as judge:
        prover = Prover(judge)
        for example in corpus:
            if options.only not in example.id:
                continue
            started = time.perf_counter()
            chosen = [example.exercise] if options.quick else []
            handed = example.submission(solutions)
            if example.codes:
                grade = judge.grade(handed, chosen or None, proven=not options.plain)
                tally.add(example, grade)
                tally.said[example.id] = sentences(grade, example.exercise)
            else:
                found = [*prover.spelling(handed.files, example.id, *chosen)]
                alarms += bool(found)
                print(*(f"FALSE ALARM {problem}\n" for problem in found), sep="", end="")
            seconds.append(time.perf_counter() - started)
            naming.lap(failed=bool(example.codes))
        proof = prover.prove() if options.prove else Proof()
    print(*(f"PROOF {problem}\n" for problem in proof.problems), sep="", end="")
    tally.print()
    if options.write_sentences:
        write_sentences(tally.said)
    print(f"false alarms on right submissions: {alarms}")
    print(f"seconds a submission: mean {sum(seconds) / len(seconds):.3f}, most {max(seconds):.3f}")
    naming.print()
    return 1 if alarms or not proof.holds else 0


def write_sentences(said: dict[str, list[str]]) -> None:
    """Keep what was said; of examples that were not graded what is known stays while they do."""
    known = known_sentences() if SENTENCES.exists() else {}
    known = {name: told for name, told in known.items() if any(CORPUS.glob(f"{name}*"))}
    text = json.dumps(known | said, indent=1, sort_keys=True, ensure_ascii=False)
    SENTENCES.write_text(text + "\n", encoding="utf-8")


class Stopwatch:
    """The CPU seconds that naming adds to each submission."""

    def __init__(self) -> None:
        self.spent = 0.0
        self.laps: dict[bool, list[float]] = {True: [], False: []}

    def timed(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, with its time added up."""

        def call(*args: Any, **named: Any) -> Any:
            started = time.process_time()
            try:
                return function(*args, **named)
            finally:
                self.spent += time.process_time() - started

        return call

    def lap(self, *, failed: bool) -> None:
        """One submission is done."""
        self.laps[failed].append(self.spent)
        self.spent = 0.0

    def print(self) -> None:
        """Median and extremes, for failing and for passing submissions."""
        for failed, laps in self.laps.items():
            if laps:
                kind = "failing" if failed else "passing"
                ordered = sorted(laps)
                middle, high = statistics.median(ordered), ordered[int(0.95 * len(ordered))]
                print(
                    f"naming, a {kind} submission: median {middle:.3f} s, "
                    f"95 % under {high:.3f} s, most {ordered[-1]:.3f} s"
                )


class Tally:
    """Counts of names given and names expected."""

    def __init__(self) -> None:
        self.expected: Counter[str] = Counter()
        self.hits: Counter[str] = Counter()
        self.given: Counter[str] = Counter()
        self.wrongly: Counter[str] = Counter()
        self.said: dict[str, list[str]] = {}
        self.total = self.caught = self.named = self.lines = self.right_lines = self.elsewhere = 0

    def add(self, example: Example, grade: Grade) -> None:
        """Compare one wrong submission's findings with what is expected of them."""
        findings = [f for e in grade.exercises for f in e.findings]
        codes = {f.code for f in findings}
        own = next(e for e in grade.exercises if e.id == example.exercise)
        lost = [e.id for e in grade.exercises if not e.passed and e.id != example.exercise]
        warning = all(f.severity is Severity.WARNING for f in findings) and bool(findings)
        accepted = example.codes <= codes if example.both else bool(codes & example.codes)
        named = accepted and (not own.passed or warning)
        others = {f.code for f in findings if f.severity is Severity.ERROR} - example.codes
        self.total += 1
        self.caught += not own.passed or warning
        self.named += named
        self.elsewhere += bool(lost)
        for code in example.codes & codes or sorted(example.codes)[:1]:
            self.expected[code] += 1
            self.hits[code] += named
        self.given.update(codes)
        self.wrongly.update(others)
        lines = [
            line
            for f in findings
            if f.code in example.codes and f.line is not None
            for line in range(f.line, (f.end_line or f.line) + 1)
        ]
        if example.lines and named:
            self.lines += 1
            self.right_lines += bool(example.lines & set(lines))
        if not named or lost or others or grade.status == "failed":
            reason = "PASSED" if own.passed and not warning else "named" if named else "MISSED"
            print(
                f"{reason} {example.id}: expected {'|'.join(sorted(example.codes))}, "
                f"got {sorted(codes)} lost elsewhere {lost} {grade.error[-300:]}"
            )
        elif example.lines and not example.lines & set(lines):
            print(f"line {example.id}: expected {sorted(example.lines)}, got {lines}")

    def print(self) -> None:
        """The table, and the headline figures under it."""
        print(f"\n{'code':30} {'cases':>6} {'recall':>7} {'precision':>9}")
        for code in sorted(self.expected | self.given):
            recall = self.hits[code] / self.expected[code] if self.expected[code] else 1
            right = self.given[code] - self.wrongly[code]
            precision = right / self.given[code] if self.given[code] else 1
            print(f"{code:30} {self.expected[code]:6} {recall:7.0%} {precision:9.0%}")
        print(f"\ncaught: {self.caught} of {self.total}")
        print(f"named: {self.named} of {self.total}")
        known = known_sentences() if SENTENCES.exists() else {}
        changed = [i for i, said in self.said.items() if known.get(i) != said]
        print(f"sentences changed: {len(changed)} of {len(self.said)}", *changed[:20])
        print(f"extra error findings: {sum(self.wrongly.values())}")
        print(f"at the right line: {self.right_lines} of {self.lines}")
        print(f"points lost in another exercise: {self.elsewhere}")


if __name__ == "__main__":
    raise SystemExit(main())
