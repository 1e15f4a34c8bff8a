"""Where a fault lies, proven by a repair: one place of the file changed, and everything agrees.

The points and the findings stand by now. Small edits of the learner's file are played in sealed
workers of their own; where one makes all agree that failed, and spoils nothing that passed, its
place is the line of the finding. The edit itself is told to nobody. All is bounded by counts.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from grader.examiner.examiner import Examiner
from grader.examiner.record import Record
from grader.examiner.workers import Workers
from grader.judge.diagnosis import Named
from grader.judge.points import Report
from grader.judge.proven import placed_at, widened
from grader.judge.screening import PATIENCE, Screening
from grader.judge.session import run_checks
from grader.results.finding import Finding, Severity
from grader.results.verdict import Outcome
from grader.sandbox.mishap import Mishap
from grader.sandbox.patience import Allowance
from grader.sandbox.process import WorkerProcess
from grader.submission.edits import Edit, edited, lines_of

# Counts and not a clock bound the search, so that the same submission has the same lines.
# SECURITY: the seconds are for code that makes each of these plays as long as it may be.
FIRST_EDITS, MORE_EDITS = 48, 152
EDITS_AFTER_A_REPAIR = 10
MOST_CONFIRMED = 6
CPU_SECONDS, SECONDS = 5.0, 30.0  # of one submission; by the clock more, for a busy machine

# The mishaps that a place is looked for: what is missing has none, what hangs takes too long.
PLACED = frozenset({"exception", "wrong-signature", "import-error"})

# What is to be written is no place: to say what is missing there would be the cure.
UNWRITTEN = "not-implemented"

Fork = Callable[[Path], WorkerProcess]
Reports = Mapping[str, Report]


@dataclass(slots=True)
class Repairs:
    """Proves the lines of one submission's findings; `fork` gives a worker on a folder.

    `text` is what a reader makes of the bytes of a file, `whole` what the submission may take.
    """

    fork: Fork
    home: Path
    files: Mapping[str, bytes]
    text: Callable[[str], str]
    whole: Allowance
    _allowance: Allowance | None = None

    @property
    def allowance(self) -> Allowance:
        """What all searches may take together, from the first one on."""
        if self._allowance is None:
            self._allowance = self.whole.part(CPU_SECONDS, SECONDS / CPU_SECONDS)
        return self._allowance

    def placed(
        self, named: Sequence[Named], examiner: Examiner, file: str, reports: Reports
    ) -> tuple[Finding, ...]:
        """The findings of an exercise, those at their proven place for which there is one."""
        findings = [found.finding for found in named]
        repaired: str | None = None
        for scene in dict.fromkeys(record.work.scene for record in examiner.records):
            mine = [
                i
                for i, found in enumerate(named)
                if found.scene == scene
                and found.finding.severity is Severity.ERROR
                and found.finding.code != UNWRITTEN
            ]
            wrong = _wrong_plays(examiner, scene, reports)
            if not mine or not wrong or file not in self.files:
                continue
            near = [line for i in mine if (line := findings[i].line) and findings[i].file == file]
            search = _Search(self, examiner, file, scene, wrong, near, reports)
            if repaired is not None and search.is_repaired_by(repaired):
                continue  # a consequence of what is placed already
            edit = search.repair()
            if edit is not None:
                repaired, lines = edited(search.source, edit), search.source.splitlines()
                chosen = min(mine, key=lambda i: abs((findings[i].line or 0) - edit.line))
                findings[chosen] = placed_at(findings[chosen], file, edit, lines)
        return tuple(findings)

    @contextmanager
    def staged(self) -> Iterator[Path]:
        """A copy of the submission's folder."""
        folder = Path(tempfile.mkdtemp(prefix="repair-", dir=self.home))
        try:
            for name, content in self.files.items():
                target = folder / name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _wrong_plays(examiner: Examiner, scene: str, reports: Reports) -> list[Record]:
    """The plays of a scene that are to be repaired, in their order."""
    plays = [r for r in examiner.records if r.work.scene == scene and not r.right]
    failed = [r for r in plays if r.check in reports and _failed(reports[r.check])]
    if any(r.work.kind == "training" or (r.mishap and r.mishap.kind not in PLACED) for r in failed):
        return []
    # SECURITY: where an error came out in a hidden check alone, its line would tell what was drawn.
    if any(r.mishap for r in failed) and examiner.secret.issuperset(r.check for r in failed):
        return []
    return failed


def _failed(report: Report) -> bool:
    return report.outcome is Outcome.FAILED


@dataclass(slots=True)
class _Search:
    """The search for one scene's repair."""

    repairs: Repairs
    examiner: Examiner
    file: str
    scene: str
    wrong: list[Record]
    near: list[int]
    reports: Reports

    @property
    def source(self) -> str:
        """The learner's file as it is."""
        return self.repairs.text(self.file)

    @property
    def others(self) -> list[Record]:
        """The scene's other plays, those that are wrong first."""
        plays = [r for r in self.examiner.records if r.work.scene == self.scene]
        return sorted((r for r in plays if r is not self.wrong[0]), key=lambda r: r.right)

    @property
    def checks(self) -> set[str]:
        """What has to pass: the checks of the wrong plays, and all that passed, but no training."""
        trained = {r.check for r in self.examiner.records if r.work.kind == "training"}
        passed = {c for c, report in self.reports.items() if report.outcome is Outcome.PASSED}
        return (passed | {record.check for record in self.wrong}) - trained

    def _screening(self, folder: Path) -> Screening:
        return Screening(
            partial(self.repairs.fork, folder), folder / self.file, self.repairs.allowance,
            self.examiner.stand_ins,
        )  # fmt: skip

    def is_repaired_by(self, text: str) -> bool:
        """Whether the wrong plays agree with another text of the file."""
        with self.repairs.staged() as folder, self._screening(folder) as screen:
            screen.show(text)
            return all(screen.agrees(record) for record in self.wrong)

    def repair(self) -> Edit | None:
        """The edit that repairs the scene; None where none of the first few does."""
        confirmed = 0
        with self.repairs.staged() as folder, self._screening(folder) as screen:
            waiting = self._edits(folder)
            while found := self._screened(screen, waiting):
                # Of several the one that looks most like the solution, then the smallest.
                for edit in sorted(found, key=lambda edit: (-edit.likeness, edit.size)):
                    if confirmed == MOST_CONFIRMED:
                        return None
                    confirmed += 1
                    if self._is_confirmed(edit):
                        return widened(edit, found)
        return None

    def _edits(self, folder: Path) -> Iterator[Edit]:
        """The edits in their order; most searches end within the first part."""
        start = 0
        for most in (FIRST_EDITS, MORE_EDITS):
            edits = self._written(folder, start, most)
            yield from edits
            if len(edits) < most:
                return
            start += most

    def _written(self, folder: Path, start: int, most: int) -> list[Edit]:
        """The edits from a number on, written in a worker in which nothing else happens."""
        # SECURITY: a parser over a stranger's text may take any time and memory, or the process.
        allowance = self.repairs.allowance
        if allowance.left.cpu <= 0:
            return []
        worker = self.repairs.fork(folder)
        asked = {
            "source": self.source, "names": self.wrong[0].work.needs, "near": self.near,
            "solution": self.examiner.solutions.text(self.file), "start": start, "most": most,
        }  # fmt: skip
        try:
            with allowance.measured(lambda: worker.cpu):
                frame = worker.exchange({"edits": asked}, b"", PATIENCE.within(allowance.left))
            return _edits_of(frame.header.get("edits"), len(lines_of(self.source)))[:most]
        except Mishap:
            return []
        finally:
            worker.end()

    def _screened(self, screen: Screening, edits: Iterator[Edit]) -> list[Edit]:
        """The next that make all recorded plays of the scene agree, tried until soon after one."""
        found: list[Edit] = []
        after = 0
        for edit in edits:
            screen.show(edited(self.source, edit))
            if screen.agrees(self.wrong[0]) and all(screen.agrees(r) for r in self.others):
                found.append(edit)
            after += bool(found)
            if after > EDITS_AFTER_A_REPAIR or screen.is_over:
                break
        return found

    def _is_confirmed(self, edit: Edit) -> bool:
        """Whether every check passes with the edit that has to, in a worker that saw no other."""
        # SECURITY: the worker that screens keeps what code leaves behind from edit to edit.
        with self.repairs.staged() as folder:
            (folder / self.file).write_text(edited(self.source, edit), encoding="utf-8")
            workers = Workers(lambda: self.repairs.fork(folder))
            examiner = self.examiner.afresh(workers, self.repairs.allowance)
            try:
                reports = run_checks(examiner, self.checks)
            finally:
                examiner.close()
                workers.close()
        return all(reports[check].outcome is Outcome.PASSED for check in self.checks)


def _edits_of(told: Any, lines: int) -> list[Edit]:
    """What a worker says as edits; those that lie outside of the file are none."""
    edits = [Edit(*each) for each in told if _is_an_edit(each)] if isinstance(told, list) else []
    return [e for e in edits if 0 < e.first <= e.line <= e.end_line <= e.last <= lines]


_TYPES: tuple[tuple[type, ...], ...] = (
    *((int,),) * 4, (str,), *((int, float),) * 2, (str,),
)  # fmt: skip


def _is_an_edit(told: Any) -> bool:
    return (
        isinstance(told, list)
        and len(told) == len(_TYPES)
        and all(isinstance(value, kind) for value, kind in zip(told, _TYPES, strict=True))
    )
