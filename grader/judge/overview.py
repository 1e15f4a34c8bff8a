"""What the engine makes of an exercise: what is handed over, what is looked at, what is named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from grader.course.authored import module_of
from grader.course.checks import check_id, known_checks, written_checks
from grader.course.course import Course, Exercise
from grader.examiner.compare import agree
from grader.examiner.draw import Draw
from grader.examiner.inferred import Given, Source, given_for, works_of
from grader.examiner.plays import play
from grader.examiner.rehearsal import settled
from grader.examiner.signature import arguments_of
from grader.examiner.solutions import read_solutions
from grader.findings import Misconception
from grader.findings.catalogue import catalogue
from grader.findings.variants import Variant
from grader.judge.mistakes import calls_made
from grader.scenes import Work

_SEEDS = 2


@dataclass(frozen=True, slots=True)
class Looked:
    """A function or a class: what it is handed, by parameter, and what is then looked at.

    `given` says that its author's `given` hands it over; `builtin` are the codes of the engine's
    mistakes that can be made in it.
    """

    name: str
    given: bool
    handed: tuple[tuple[str, str], ...]
    looks: tuple[str, ...]
    returns: tuple[str, ...]
    builtin: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """An exercise: its checks with the lines that a learner reads, its functions, its mistakes."""

    exercise: str
    kind: str
    checks: tuple[tuple[str, str], ...]
    written: bool
    functions: tuple[Looked, ...] = ()
    mistakes: tuple[tuple[str, str], ...] = ()


def overview_of(course: Course, exercise: Exercise) -> Overview:
    """What becomes of one exercise.

    Raises:
        CourseError: it cannot be used, with file, line and remedy.
    """
    asking = exercise.kind == "predictions"
    known = {} if asking else known_checks(course.folder, exercise.id, exercise.file)
    titles = {n: item.asks or known.get(n, n) for n, item in exercise.checks.items()}
    own = [e for e in catalogue(course.folder) if e.exercises == (exercise.id,)]
    inferred = is_inferred(course, exercise)
    return Overview(
        exercise.id,
        exercise.kind,
        tuple(titles.items()),
        not inferred and not asking,
        tuple(_looked(course, exercise, name) for name in inferred),
        tuple((entry.code, entry.believes) for entry in own),
    )


def is_inferred(course: Course, exercise: Exercise) -> tuple[str, ...]:
    """The names of an exercise whose checks are inferred; none where its author wrote them."""
    if written_checks(course.folder.checks / f"{exercise.id}.py"):
        return ()
    names = course.contract.names_in(exercise.file)
    return tuple(name for name in names if check_id(name) in exercise.checks)


def works_for(course: Course, exercise: Exercise, function: str) -> Iterator[Work]:
    """The works of an inferred check, each with what is looked at.

    Raises:
        CourseError: nothing says what it is handed, or the solution fails on that.
    """
    source = Source(
        course.folder, read_solutions(course.folder.solutions, course.contract), exercise.id
    )
    draw = Draw(course.contract, "a look at the course", function)
    for work in works_of(source, draw, function, _given(course, exercise, function)):
        yield settled(work, source.solutions.functions(), "a look at the course", function)


def is_random(course: Course, work: Work) -> bool:
    """Whether the solution gives something else where the random numbers are others."""
    solutions = read_solutions(course.folder.solutions, course.contract)
    one, *others = (play(solutions.functions(), replace(work, seed=seed)) for seed in range(_SEEDS))
    return not all(agree(one, other) for other in others)


def _given(course: Course, exercise: Exercise, function: str) -> Given | None:
    path = course.folder.checks / f"{exercise.id}.py"
    module = vars(module_of(course.folder, path)) if path.is_file() else {}
    return given_for(function, len(course.contract.names_in(exercise.file)), module)


def _looked(course: Course, exercise: Exercise, function: str) -> Looked:
    solutions = read_solutions(course.folder.solutions, course.contract)
    given = _given(course, exercise, function) is not None
    path = course.folder.solutions / exercise.file
    works = list(works_for(course, exercise, function))
    kinds = frozenset(kind for work in works for kind in calls_made(solutions, work))
    handed = () if given else arguments_of(solutions.functions()[function], str(path))
    words = [(a.name, f"tensor ({', '.join(a.shape)})" if a.shape else a.kind) for a in handed]
    if given:
        parameters = course.contract.definitions[function].parameters
        words = [(parameter.name, "by given(draw)") for parameter in parameters]
    return Looked(
        function,
        given,
        tuple(words),
        tuple(sorted({look for work in works for look in work.params["looks"]})),
        tuple(sorted({f"{r['name']}: {r['kind']}" for w in works for r in _returns(w)})),
        tuple(sorted({e.code for e in catalogue(course.folder) if _applies(e, kinds)})),
    )


def _returns(work: Work) -> Iterator[dict[str, str]]:
    """What comes back from each call, or from each use of what a class makes."""
    yield from work.params["returns"]
    for one in work.params.get("calls", ()):
        yield from one.get("returns", ())
    for use in work.params.get("uses", ()):
        yield from ({**r, "name": f"{use['method']} {r['name']}"} for r in use["returns"])


def _applies(entry: Misconception, kinds: frozenset[str]) -> bool:
    """Whether it is one of the engine's about calls, all of which the solution makes."""
    needs = [mistake.needs for mistake in entry.mistakes if isinstance(mistake, Variant)]
    return not entry.exercises and any(need and need <= kinds for need in needs)
