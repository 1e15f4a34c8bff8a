"""Grading a class from its folder to its results: what `mnist-grade batch` does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from grader.batch.folder import claimed
from grader.batch.lanes import LocalLanes
from grader.batch.matching import Handed, Matched, match_roster
from grader.batch.progress_bar import Meter
from grader.batch.roster import read_roster
from grader.batch.run import Lanes, Run, Step
from grader.batch.store import Store, local_url
from grader.batch.systems import read_export
from grader.batch.turnin import Export
from grader.course.course import built_in_course, seed_warning
from grader.errors import BatchError
from grader.judge.once import setup_for
from grader.judge.process import sweep
from grader.judge.setup import Grounds, Setup
from grader.results import classbook, overrides
from grader.results.classbook import Entry, LeftOut, in_force
from grader.results.extras import coming_with
from grader.results.names import meant
from grader.results.overrides import Decision, take_over


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for; None and empty stand for the course's own and the default."""

    submissions: Path
    out: Path
    roster: Path | None = None
    course: Path | None = None
    dataset: str | None = None
    data: Path | None = None
    due: datetime | None = None
    assignment: str | None = None
    system: str | None = None
    file_times: bool = False
    lanes: int | None = None
    store: str | None = None
    scheduler: str | None = None
    protection: str | None = None
    follow_links: bool = False
    overrides: Path | None = None
    again: tuple[str, ...] = ()

    @property
    def course_file(self) -> Path:
        return self.course or built_in_course()


@dataclass
class Outcome:
    """What came of a run.

    `counting` are the submissions with a line in the grades; `left_out` are the entries of the
    class's folder behind none of them, and `entries` is how many there are of all.
    """

    system: str
    matched: Matched
    steps: Counter[Step] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    unjudged: list[tuple[str, str]] = field(default_factory=list)
    unreadable: list[tuple[str, str]] = field(default_factory=list)
    undecided: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    looks: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    counting: set[str] = field(default_factory=set)
    left_out: list[LeftOut] = field(default_factory=list)
    entries: int = 0
    doubt: str = ""
    copies: int = 0
    taken_over: tuple[list[Decision], list[Decision]] = ([], [])
    course: Path | None = None
    stopped: bool = False

    @property
    def submissions(self) -> list[Handed]:
        """What had to be graded."""
        return self.matched.to_grade


def grade_class(
    order: Order,
    show: Callable[[int], AbstractContextManager[Meter | None]] = lambda total: nullcontext(),
    stopping: Callable[[], bool] = lambda: False,
    warn: Callable[[str], None] = lambda words: None,
) -> Outcome:
    """Grade what is not in the store yet, then write the results, unless it was stopped.

    `warn` is told what the instructor should know of the course before anything is graded.

    Raises:
        CourseError, BatchError, DatasetError, ClassbookError: what was given cannot be used.
        JudgeError: nothing can be judged here.
    """
    setup, grounds = _setup(order)
    if words := seed_warning(setup.course, order.course_file):
        warn(words)
    files = setup.course.contract.files
    export = read_export(
        order.submissions, order.assignment, order.system, order.follow_links, files
    )
    roster = read_roster(order.roster) if order.roster else None
    matched = match_roster(export, setup.course, roster, order.due, order.file_times)
    outcome = Outcome(export.system, matched, doubt=export.doubt, course=order.course)
    again = _again(order.again, matched)
    with claimed(order.out), Store.open(order.store or local_url(order.out)) as store:
        if order.overrides is not None and not _undecided(order.overrides):
            outcome.taken_over = take_over(order.overrides, order.out)
        run = Run(setup, grounds, store, stopping=stopping, again=again,
                  course_file=order.course_file)  # fmt: skip
        turn_ins = matched.to_grade
        with show(len(turn_ins)) as meter, _lanes(order, setup, grounds) as lanes:
            if meter is not None:
                run.tell = meter.tell  # type: ignore[attr-defined]
            run.grade(turn_ins, lanes)
        outcome.steps, outcome.copies = run.steps, run.ledger.copies()
        outcome.stopped = run.steps.total() < len(turn_ins)
        if not outcome.stopped:
            entries = _counted(in_force(order.out, run.ledger.entries(matched)), outcome)
            classbook.write(order.out, entries, _accounted(export, outcome))
    return outcome


def _again(names: tuple[str, ...], matched: Matched) -> frozenset[str]:
    """Raises: BatchError, where nobody of that name handed anything in."""
    there = {h.name for h in matched.to_grade}
    there |= {h.student.id if h.student else h.turn_in.person.ids[0] for h in matched.to_grade}
    # grades.csv and the pages write ids legibly: such a one is meant first.
    found = {name: meant(name) if meant(name) in there else name for name in names}
    if unknown := [name for name, known in found.items() if known not in there]:
        raise BatchError(
            f"--again {unknown[0]}: nobody of that id handed anything in; grades.csv has the ids"
        )
    return frozenset(found.values())


def _undecided(grades: Path) -> bool:
    """Whether it is a folder of grades in which nothing was decided by hand."""
    return (grades / classbook.RESULTS).is_file() and not (grades / overrides.FILE).exists()


def _setup(order: Order) -> tuple[Setup, Grounds]:
    setup = setup_for(order.course_file, order.dataset, order.data, order.protection)
    setup.fetch()
    return setup, setup.grounds()


def _lanes(order: Order, setup: Setup, grounds: Grounds) -> AbstractContextManager[Lanes]:
    if order.scheduler is not None:
        # Imported where it is wanted: it is an extra, and takes a second.
        with coming_with("cluster", "mnist-grade batch --scheduler"):
            from grader.batch.cluster import Cluster

        return Cluster(order.scheduler, setup, grounds)
    sweep()
    return LocalLanes(setup, grounds, **({"count": order.lanes} if order.lanes else {}))


def _accounted(export: Export, outcome: Outcome) -> Iterator[LeftOut]:
    """What became no submission, told as it passes; to be asked for when all entries have passed.

    Entries = those behind a result + those left out + those refused: what is told of here is, by
    its making, whatever is not behind a result.
    """
    for out in (*export.left_out, *outcome.matched.passed_over(outcome.counting)):
        outcome.left_out.append(out)
        yield out
    outcome.entries = len(export.entries)


def _counted(entries: Iterator[Entry], outcome: Outcome) -> Iterator[Entry]:
    """The entries as they are, each counted as it passes."""
    for entry in entries:
        status = entry.status
        if entry.document is not None and entry.document["status"] == "failed":
            status = "not judged"
            outcome.unjudged.append((entry.submission, str(entry.document["error"])))
        if entry.unreadable:
            outcome.unreadable.append((entry.submission, entry.unreadable))
        if entry.status == "to choose":
            outcome.undecided.append((entry.submission, entry.rivals))
        if entry.needs_look and not entry.unreadable:
            outcome.looks.append((entry.submission, entry.needs_look))
        outcome.counting |= {entry.submission} if entry.submission else set()
        outcome.statuses[status] += 1
        yield entry
