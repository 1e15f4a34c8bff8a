"""A class is graded: each submission once, a result for everybody, and again only what changed."""

from __future__ import annotations

import json
import subprocess
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from handed_in import as_folder, as_zip, make_class

from grader.batch.matching import Matched, match_roster
from grader.batch.not_judged import not_judged
from grader.batch.roster import Roster
from grader.batch.run import MOST_FAILURES_IN_A_ROW, Run, Step
from grader.batch.store import Store, local_url
from grader.batch.systems import read_export
from grader.batch.turnin import Export, Person, TurnIn
from grader.course.course import Course, load_course
from grader.course.settings import LatePolicy
from grader.errors import JudgeError, ProtectionError
from grader.judge.grading import Judge
from grader.judge.job import Job, JobResult, unpack
from grader.judge.serving import _require
from grader.judge.setup import DECIDING, Setup
from grader.results import classbook
from grader.results.classbook import Entry, Student
from grader.submission.submission import read_submission

QUICK = Path(__file__).parent / "courses" / "quick.yaml"
RIGHT = b"""
from torch import nn


def make_criterion():
    return nn.CrossEntropyLoss()


def compute_loss(criterion, logits, labels):
    return criterion(logits, labels)
"""
WRONG = RIGHT.replace(b"criterion(logits, labels)", b"criterion(logits, labels).item()")


@pytest.fixture(scope="module")
def course() -> Course:
    return load_course(QUICK)


@pytest.fixture(scope="module")
def quick_judge(course: Course) -> Iterator[Judge]:
    with Judge(course, "digits") as judge:
        yield judge


@dataclass
class LaneHere:
    """One lane in this process: a real judge, and a list of what it was handed."""

    judge: Judge
    handed: list[str] = field(default_factory=list)

    def grade(self, jobs: Iterator[Job]) -> Iterator[JobResult]:
        for job in jobs:
            self.handed.append(job.key)
            grade = self.judge.grade(unpack(job.content))
            document = json.dumps(grade.to_json()).encode()
            yield JobResult(
                job.key, zlib.compress(document), grade.status == "failed", grade.seconds
            )


@dataclass
class School:
    """A folder of submissions, a folder of grades, and a lane."""

    home: Path
    course: Course
    lane: LaneHere
    roster: Roster | None = None
    url: str = ""

    @property
    def submissions(self) -> Path:
        return self.home / "class"

    def matched(self) -> Matched:
        return match_roster(read_export(self.submissions), self.course, self.roster)

    def run(
        self, matched: Matched | None = None, course: Course | None = None
    ) -> tuple[Run, list[Entry]]:
        """Grade, write, and read back what was written."""
        matched = matched or self.matched()
        setup = Setup(course or self.course)
        self.lane.handed.clear()
        with Store.open(self.url or local_url(self.home)) as store:
            run = Run(setup, setup.grounds(), store)
            run.grade(matched.to_grade, self.lane)
            classbook.write(self.home, run.ledger.entries(matched))
        return run, list(classbook.read(self.home))


@pytest.fixture
def school(tmp_path: Path, course: Course, quick_judge: Judge) -> School:
    (tmp_path / "class").mkdir()
    return School(tmp_path, course, LaneHere(quick_judge))


def without_times(document: Any) -> dict[str, Any]:
    return {**document, "seconds": 0}


def test_every_submission_has_a_result_under_its_own_name(school: School) -> None:
    members = make_class(school.submissions, 20, exercise="loss", seed=1)
    run, entries = school.run()
    assert [entry.submission for entry in entries] == sorted(member.name for member in members)
    lines = (school.home / "results.jsonl").read_text().splitlines()
    assert [json.loads(line)["submission"] for line in lines] == [e.submission for e in entries]
    assert {entry.status for entry in entries} == {"graded"}
    assert run.steps.total() == len(members)
    kinds = {member.name: member.kind for member in members}
    scores = {
        kind: [e.score for e in entries if kinds[e.submission] == kind]
        for kind in set(kinds.values())
    }
    assert set(scores["right"]) == {100.0}
    assert 0.0 in scores["wrong"]
    assert set(scores["malformed"]) == {0.0}


def test_a_document_is_what_a_check_of_the_same_files_gives(
    school: School, quick_judge: Judge
) -> None:
    as_zip(school.submissions, "ada", {"loss.py": WRONG})
    _, (entry,) = school.run()
    alone = quick_judge.grade(read_submission(school.submissions / "ada.zip")).to_json()
    assert without_times(entry.document) == without_times(json.loads(json.dumps(alone)))


def test_the_same_files_are_graded_once_and_both_are_told(school: School) -> None:
    as_folder(school.submissions, "ada", {"loss.py": WRONG})
    as_zip(school.submissions, "bob", {"loss.py": WRONG})
    as_folder(school.submissions, "cyd", {"loss.py": RIGHT})
    run, (ada, bob, cyd) = school.run()
    assert len(school.lane.handed) == 2
    assert run.steps == {Step.GRADED: 2, Step.COPY: 1}
    assert (ada.identical_to, bob.identical_to, cyd.identical_to) == (("bob",), ("ada",), ())
    assert ada.document is not None
    assert {**ada.document, "submission": "bob"} == bob.document
    assert run.ledger.copies() == 2


def test_a_group_hands_in_one_submission_for_all_and_nobody_copied(school: School) -> None:
    as_folder(school.submissions, "submission_7", {"loss.py": RIGHT})
    path = school.submissions / "submission_7"
    both = [TurnIn(path.name, Person((who,)), path) for who in ("ada", "bob")]
    run, entries = school.run(match_roster(Export("gradescope", both), school.course))
    assert len(school.lane.handed) == 1
    assert [(e.key, e.score, e.identical_to) for e in entries] == [
        ("ada", 100, ()), ("bob", 100, ()),
    ]  # fmt: skip
    assert run.ledger.copies() == 0


def test_empty_submissions_are_not_called_copies_of_each_other(school: School) -> None:
    for name in ("ada", "bob"):
        (school.submissions / name).mkdir()
    _, entries = school.run()
    assert [entry.identical_to for entry in entries] == [(), ()]
    assert [entry.notes for entry in entries] == [("there is nothing in it",)] * 2


def test_what_cannot_be_opened_has_no_points_and_says_why(school: School) -> None:
    (school.submissions / "ada.zip").write_bytes(b"no archive")
    (school.submissions / "bob.ipynb").write_bytes(b"{")
    as_folder(school.submissions, "cyd", {"loss.py": RIGHT})
    _, entries = school.run()
    assert [(e.status, e.final) for e in entries] == [("graded", 0), ("graded", 0), ("graded", 100)]
    assert [e.unreadable.partition(" (")[0] for e in entries] == [
        "ada.zip: the archive cannot be read", "bob.ipynb: not a notebook: no JSON", "",
    ]  # fmt: skip
    assert "pack the folder again" in entries[0].notes[0]


def test_only_what_changed_is_graded_again(school: School, store_url: str) -> None:
    school.url = store_url
    for name in ("ada", "bob"):
        as_folder(school.submissions, name, {"loss.py": RIGHT + name.encode() + b" = 1\n"})
    first, before = school.run()
    again, after = school.run()
    assert (first.steps, again.steps) == ({Step.GRADED: 2}, {Step.KNOWN: 2})
    assert before == after
    as_folder(school.submissions, "bob", {"loss.py": WRONG})
    third, entries = school.run()
    assert third.steps == {Step.KNOWN: 1, Step.GRADED: 1}
    assert [entry.score for entry in entries] == [100, 0]


def test_a_course_that_grades_otherwise_grades_again_and_one_that_only_waits_longer_does_not(
    school: School,
) -> None:
    as_folder(school.submissions, "ada", {"loss.py": RIGHT})
    school.run()
    patient = school.course.model_copy(update={"late": LatePolicy(grace_days=3)})
    run, _ = school.run(course=patient)
    assert run.steps == {Step.KNOWN: 1}
    run, _ = school.run(course=school.course.model_copy(update={"seed": "another"}))
    assert run.steps == {Step.GRADED: 1}


def test_what_we_cannot_get_at_is_our_fault_and_tried_again(school: School) -> None:
    as_folder(school.submissions, "ada", {"loss.py": RIGHT})
    matched = school.matched()
    (school.submissions / "ada").rename(school.home / "away")
    run, (entry,) = school.run(matched)
    assert run.steps == {Step.FAILED: 1}
    assert (entry.status, entry.final) == ("not judged", None)
    assert "there is no such file or folder" in entry.notes[0]
    (school.home / "away").rename(school.submissions / "ada")
    _, (entry,) = school.run()
    assert (entry.status, entry.final) == ("graded", 100)


def test_the_best_attempt_counts_after_its_penalty(school: School) -> None:
    due = datetime(2026, 3, 2, tzinfo=UTC)
    best = school.course.model_copy(update={"attempts": "best", "due": due})
    school.course = best
    turn_ins = []
    for attempt, (content, days) in enumerate([(WRONG, 0), (RIGHT, 2), (RIGHT + b"#", 5)], 1):
        as_folder(school.submissions, f"ada-{attempt}", {"loss.py": content})
        path, time = school.submissions / f"ada-{attempt}", due + timedelta(days=days)
        turn_ins.append(TurnIn(path.name, Person(("ada",)), path, (), attempt, time))
    run, (entry,) = school.run(match_roster(Export("list", turn_ins), best))
    assert run.steps == {Step.GRADED: 3}
    assert (entry.attempt, entry.late_days, entry.score, entry.final) == (2, 2, 100, 80)
    assert entry.document is not None
    assert entry.document["score"] == 100


def test_who_is_missing_stands_in_the_grades_without_a_zero(school: School) -> None:
    ada, bob = Student("ada", "Ada"), Student("bob", "Bob")
    school.roster = Roster((ada, bob), {}, {("id", "ada"): ada, ("id", "bob"): bob})
    as_folder(school.submissions, "bob", {"loss.py": RIGHT})
    _, entries = school.run()
    assert [(e.name, e.status, e.final) for e in entries] == [
        ("Bob", "graded", 100), ("Ada", "missing", None),
    ]  # fmt: skip
    assert len((school.home / "results.jsonl").read_text().splitlines()) == 1


def test_names_of_any_bytes_get_through(school: School) -> None:
    for name in ("=cmd", "a\nb", "ü" * 40, "\udcff"):
        as_folder(school.submissions, name, {"loss.py": RIGHT})
    _, entries = school.run()
    assert {entry.submission for entry in entries} == {"=cmd", "a\nb", "ü" * 40, "\udcff"}


class LaneThatFails:
    """A machine on which nothing can be judged."""

    def __init__(self, setup: Setup) -> None:
        self.setup = setup

    def grade(self, jobs: Iterator[Job]) -> Iterator[JobResult]:
        for job in jobs:
            yield not_judged(self.setup, self.setup.grounds(), job.key, "the disk is full")


def test_a_machine_that_fails_at_everything_stops_soon_and_says_why(school: School) -> None:
    for number in range(MOST_FAILURES_IN_A_ROW + 5):
        as_folder(school.submissions, f"s{number}", {"loss.py": b"%d" % number})
    setup = Setup(school.course)
    with Store.open(local_url(school.home)) as store:
        run = Run(setup, setup.grounds(), store)
        with pytest.raises(JudgeError, match=r"10 submissions in a row.*the disk is full"):
            run.grade(school.matched().to_grade, LaneThatFails(setup))


def test_a_copy_of_what_could_not_be_judged_is_not_called_graded(school: School) -> None:
    for name in ("ada", "bob"):
        as_folder(school.submissions, name, {"loss.py": RIGHT})
    setup = Setup(school.course)
    with Store.open(local_url(school.home)) as store:
        run = Run(setup, setup.grounds(), store)
        run.grade(school.matched().to_grade, LaneThatFails(setup))
    assert +run.steps == {Step.FAILED: 2}


def test_nothing_is_graded_below_the_protection_that_is_asked_for() -> None:
    sealed = ("session", "limits", "files", "capabilities", "calls")
    _require("sealed", sealed)
    _require("none", ())
    with pytest.raises(
        ProtectionError, match=r"below the level .* sealed \(calls: off, no seccomp\)"
    ):
        _require("sealed", (*sealed[:-1], "calls: off, no seccomp"))


def test_the_digest_covers_all_that_a_judge_and_a_nursery_import() -> None:
    program = (
        "import sys, grader.judge.grading, grader.worker.nursery;"
        "from grader.findings.catalogue import catalogue; catalogue();"
        "print(*{name.split('.')[1] for name in sys.modules if name.startswith('grader.')})"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    before = {"courses", "errors"}  # in the digest of the course; what is raised decides nothing
    covered = {name.removesuffix(".py") for name in DECIDING}
    assert set(done.stdout.split()) - before - covered == set()
    assert replace(Setup(load_course(QUICK)), protection="none").grounds() == (
        Setup(load_course(QUICK)).grounds()
    )
