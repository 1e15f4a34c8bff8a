"""The proof of a course: right code passes, nothing else does, and each mistake has its own name.

Everything is graded as a submission is, by the judge and its workers: what passes here passes for
a learner.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain

from grader.course.course import Course, Exercise
from grader.course.mutants import Mutant, mutants_of
from grader.course.shipped import CourseFolder
from grader.course.starters import cut
from grader.errors import CourseError
from grader.examiner.solutions import read_solutions
from grader.findings import Misconception
from grader.findings.catalogue import catalogue
from grader.findings.example import files_with, shown
from grader.findings.variants import Variant
from grader.judge.beside import Beside, passing
from grader.judge.equal import DRAWS, checks_of, drawn_anew, equal_mutants, stale, unseen
from grader.judge.grading import Judge
from grader.judge.overview import is_inferred, is_random, works_for
from grader.judge.problems import Problem, line_with, told, untold
from grader.judge.slips import slips
from grader.results.finding import Severity
from grader.results.verdict import ExerciseResult, Grade, Outcome
from grader.submission.submission import Submission

# Codes that a starter may get: nothing is written yet.
UNWRITTEN = {"not-implemented", "missing-answer"}
# A mutant that hangs is known for wrong as soon as this many seconds have gone.
SECONDS_OF_A_MUTANT = 1

Files = Mapping[str, bytes]


@dataclass
class Proof:
    """What was found out of a course.

    `caught` holds for each exercise which checks catch each of its own mistakes, `mutants` how many
    mutants of its solution were played, `survivors` those that no check tells from the solution,
    `seconds` how long it took, `next_steps` what there may be to do beyond what is wrong.
    """

    problems: list[Problem] = field(default_factory=list)
    caught: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)
    mutants: dict[str, int] = field(default_factory=dict)
    survivors: dict[str, list[Mutant]] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    next_steps: dict[str, list[str]] = field(default_factory=dict)

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


@dataclass
class Prover:
    """Proves a course with a warm judge, and with a second one `beside` it where there is one."""

    judge: Judge
    beside: Beside | None = None

    def __post_init__(self) -> None:
        self.course: Course = self.judge.course
        self.folder: CourseFolder = self.course.folder
        self.files = {
            exercise.file: (self.folder.solutions / exercise.file).read_bytes()
            for exercise in self.course.exercises
        }
        # What has passed already: several entries have the same good example.
        self.passed: set[tuple[tuple[str, ...], tuple[tuple[str, bytes], ...]]] = set()

    def prove(self, exercises: Iterable[str] | None = None) -> Proof:
        """Prove some exercises, or all.

        Raises:
            CourseError: the course has no exercise of that name.
        """
        chosen = self.course.chosen(exercises)
        proof = Proof(problems=[*slips(self.course, chosen)])
        for exercise in chosen:
            started = time.perf_counter()
            try:
                found = [*self.played(exercise), *self.solution(exercise)]
                # What a solution without full marks says of the rest is no news.
                if not found:
                    found += [*self.starter(exercise), *self.right(exercise)]
                    found += [*self.mistakes(exercise, proof), *self.examples(exercise)]
                    found += self.mutants(exercise, proof)
            except CourseError as error:
                found = [told(error)]
            proof.problems += found
            proof.seconds[exercise.id] = time.perf_counter() - started
            proof.next_steps.setdefault(exercise.id, []).extend(self._next(exercise))
        proof.problems[:] = dict.fromkeys(proof.problems)
        return proof

    def played(self, exercise: Exercise) -> Iterator[Problem]:
        """What an inferred check hands over can be told, and what comes back does not vary."""
        for name in is_inferred(self.course, exercise):
            if any(is_random(self.course, work) for work in works_for(self.course, exercise, name)):
                path = self.folder.solutions / exercise.file
                yield Problem(
                    str(path),
                    f"{name}: gives something else where other random numbers are drawn",
                    "right code may draw in another order: write a check_ function that asks for "
                    "what holds of each draw (a mean, a share, a range)",
                    line_with(path, f" {name}("),
                )

    def solution(self, exercise: Exercise) -> Iterator[Problem]:
        """A solution has full marks, and the same document twice."""
        grades = [self._grade(exercise, self.files) for _ in range(2)]
        results, training = [grade.exercises[0] for grade in grades], grades[0].training
        where = self._solution_of(exercise)
        if training is not None and training.asked is not None:
            reached = f"{training.accuracy:.1%} and not {training.asked:.1%}"
            field = f"dataset.training.{grades[0].dataset}.accuracy"
            yield Problem(where, f"its training reaches {reached}", f"ask for less in {field}")
        yield from self._must_pass(results[0], where, "see what the check asks for")
        if results[0] != results[1]:
            yield Problem(
                where, "another result on a second play", "let it ask no clock and no file"
            )

    def starter(self, exercise: Exercise) -> Iterator[Problem]:
        """A starter has no points, and is said to be unwritten."""
        text = self.files[exercise.file].decode()
        starter = cut(text, yaml=exercise.file.endswith(".yaml")).encode()
        result = self._graded(exercise, {**self.files, exercise.file: starter})
        where, codes = self._solution_of(exercise), {f.code for f in result.findings}
        if result.score:
            yield Problem(
                where, f"the starter has {result.score:g} points", "mark all that is to be written"
            )
        if not codes or not codes <= UNWRITTEN:
            yield Problem(
                where,
                f"the starter is {', '.join(sorted(codes)) or 'nothing'}, not not-implemented",
                "mark the whole body of a function",
            )

    def right(self, exercise: Exercise) -> Iterator[Problem]:
        """Other right spellings are not accused."""
        for path in sorted((self.folder.code / "right" / exercise.id).glob("*.*")):
            files = {**self.files, exercise.file: path.read_bytes()}
            yield from self.spelling(files, str(path), exercise.id)

    def spelling(self, files: Files, where: str, *exercises: str) -> Iterator[Problem]:
        """Right code in another spelling has full marks, and is not accused: in all, or these."""
        key = exercises, tuple(files.items())
        if key in self.passed:
            return
        grade = self.judge.grade(Submission("proof", dict(files)), exercises or None)
        for result in grade.exercises:
            yield from self._must_pass(result, where, "let the check ask for less")
            for finding in result.findings:
                yield Problem(where, f"is accused of {finding.code}", "let it confirm more")
        if all(result.passed and not result.findings for result in grade.exercises):
            self.passed.add(key)

    def _must_pass(self, result: ExerciseResult, where: str, remedy: str) -> Iterator[Problem]:
        for check in result.checks:
            if check.outcome is Outcome.NOT_JUDGED:
                yield untold(check.id, self.judge.troubles.get(check.id, ""), where)
            elif not check.passed:
                seen = "; ".join(f"{e.what}: {e.got}, not {e.expected}" for e in check.evidence)
                yield Problem(where, f"{check.id} fails ({seen})", remedy)

    def mistakes(self, exercise: Exercise, proof: Proof) -> Iterator[Problem]:
        """Each of an exercise's own mistakes is caught, and named by its own code."""
        caught = proof.caught.setdefault(exercise.id, {})
        for entry, text in self._written_mistakes(exercise):
            result = self._graded(exercise, {**self.files, exercise.file: text.encode()})
            failed = tuple(c.id for c in result.checks if not c.passed)
            caught[entry.code] = failed
            codes = [finding.code for finding in result.findings]
            where = self._checks_of(exercise)
            if not failed:
                yield Problem(
                    where, f"{entry.code} is not caught", "let given draw what shows it", entry.line
                )
            elif trouble := self.judge.unnamed.get(exercise.id):
                yield replace(told(trouble), remedy="mend the confirms that asks it")
            elif codes != [entry.code]:
                said = ", ".join(codes) or "nothing"
                yield Problem(
                    where,
                    f"{entry.code} is named {said}",
                    "tell the two apart with confirms, or drop one",
                    entry.line,
                )

    def examples(self, exercise: Exercise) -> Iterator[Problem]:
        """What the course's own entries show of an exercise is so."""
        for entry in catalogue(self.folder):
            if entry.file == exercise.file and exercise.id in entry.exercises:
                yield from self.example(entry, exercise)

    def example(self, entry: Misconception, exercise: Exercise) -> Iterator[Problem]:
        """The bad example of an entry gets its code and no other, the good one nothing."""
        result = self._graded(exercise, files_with(entry, "bad", self.files))
        where, costs = f"the bad example of {entry.code}", entry.severity is Severity.ERROR
        codes = {finding.code for finding in result.findings}
        if codes != {entry.code}:
            said = ", ".join(sorted(codes)) or "nothing"
            yield Problem(where, f"is named {said}", "tell the two apart with confirms")
        if result.passed is costs:
            said = "passes" if costs else "loses points"
            yield Problem(where, said, "let a check ask for it" if costs else "make it an error")
        good = files_with(entry, "good", self.files)
        yield from self.spelling(good, f"the good example of {entry.code}", exercise.id)

    def _written_mistakes(self, exercise: Exercise) -> Iterator[tuple[Misconception, str]]:
        """The mistakes of an exercise alone that a text stands for, with that text.

        What has an example of its own is proven by that.
        """
        solutions = read_solutions(self.folder.solutions, self.course.contract)
        names = self.course.contract.names_in(exercise.file)[::-1]
        for entry in catalogue(self.folder):
            if entry.exercises == (exercise.id,) and not entry.bad:
                variants = (m for m in entry.mistakes if isinstance(m, Variant) and names)
                for way in chain.from_iterable(m.among or (m,) for m in variants):
                    texts = (shown(solutions, way, exercise.file, name) for name in names)
                    if text := next(filter(None, texts), None):
                        yield entry, text

    def mutants(self, exercise: Exercise, proof: Proof) -> Iterator[Problem]:
        """No mutant of the solution passes, but for those that the author has marked as equal."""
        if not exercise.file.endswith(".py"):
            return
        equal = equal_mutants(self.course, exercise)
        survivors = proof.survivors[exercise.id] = []
        found = [*mutants_of(self.files[exercise.file].decode())]
        proof.mutants[exercise.id] = len(found)
        played = [(m, {**self.files, exercise.file: m.text.encode()}) for m in found]
        other = partial(self.beside.passes, exercise.id) if self.beside else None
        passed = passing(played, partial(self._passes, exercise), other)
        for mutant in found:
            if mutant in passed and mutant.name not in equal:
                missed = 1 + sum(
                    self._passes(exercise, {**self.files, exercise.file: text.encode()})
                    for text in drawn_anew(mutant)
                )
                if missed == DRAWS:
                    survivors.append(mutant)
                if missed == 1:
                    weak = f"let its check draw more: one draw of {DRAWS} misses {mutant.name}"
                    proof.next_steps.setdefault(exercise.id, []).append(weak)
                else:
                    yield unseen(self.course, exercise, mutant, missed)
        for name in equal.keys() & {m.name for m in found} - {m.name for m in passed}:
            yield stale(self.course, exercise, name, "a check tells that from the solution")

    def _next(self, exercise: Exercise) -> Iterator[str]:
        """What an exercise could have more of."""
        if exercise.kind == "predictions":
            return
        if not any(entry.exercises == (exercise.id,) for entry in catalogue(self.folder)):
            yield f"name a mistake of its own: mistake(...) in {self._checks_of(exercise)}"
        if not any((self.folder.code / "right" / exercise.id).glob("*.py")):
            place = self.folder.code / "right" / exercise.id
            yield f"put another right spelling of it into {place}/"
        if len(exercise.hints) < 2:
            yield f"add a second hint, which says a little more, in {self.folder.record}"

    def _graded(self, exercise: Exercise, files: Files, *, named: bool = True) -> ExerciseResult:
        (result,) = self._grade(exercise, files, named=named).exercises
        return result

    def _passes(self, exercise: Exercise, files: Files) -> bool:
        return self._graded(exercise, files, named=False).passed

    def _grade(self, exercise: Exercise, files: Files, *, named: bool = True) -> Grade:
        submission = Submission("proof", dict(files))
        # Where a finding is counts for nothing here.
        return self.judge.grade(submission, [exercise.id], named=named, proven=False)

    def _solution_of(self, exercise: Exercise) -> str:
        return str(self.folder.solutions / exercise.file)

    def _checks_of(self, exercise: Exercise) -> str:
        return str(checks_of(self.course, exercise))


def hasty(course: Course) -> Course:
    """A course in which nothing takes long: what hangs is wrong."""
    limits = course.limits.model_copy(update={"call_seconds": SECONDS_OF_A_MUTANT})
    return course.model_copy(update={"limits": limits})
