"""Classroom 50's result.json (schema classroom50/result/v1) of one repository."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from grader.errors import ClassbookError
from grader.report.text import flat
from grader.results.classbook import Entry

SCHEMA = "classroom50/result/v1"


@dataclass(frozen=True, slots=True)
class Repository:
    """What Classroom 50's runner says of a submission, in its environment's variables."""

    classroom: str
    assignment: str
    owner: str
    submission: str
    commit: str
    release: str
    review: str
    committed_at: str
    kind: str = "individual"


def read_repository(environment: Mapping[str, str], committed_at: str) -> Repository:
    """The repository as the runner tells of it.

    Raises:
        ClassbookError: a variable is missing or not of the schema's form.
    """
    names = ("CLASSROOM", "ASSIGNMENT", "SUBMISSION_TAG", "COMMIT_URL", "RELEASE_URL")
    values = {name: environment.get(name, "").strip() for name in names}
    missing = [name for name, value in values.items() if not value]
    owner = (environment.get("OWNER") or environment.get("USERNAME", "")).strip()
    missing += [] if owner else ["OWNER"]
    if missing:
        raise ClassbookError(f"the variable {missing[0]} is not set; Classroom 50's runner sets it")
    if not values["SUBMISSION_TAG"].startswith("submit/"):
        raise ClassbookError("SUBMISSION_TAG does not begin with submit/, as the schema asks")
    kind = environment.get("ASSIGNMENT_TYPE") or "individual"
    if kind not in ("individual", "group"):
        raise ClassbookError(f"ASSIGNMENT_TYPE is {kind!r}; the schema knows individual and group")
    review = environment.get("REVIEW_URL", "").strip() or values["COMMIT_URL"]
    return Repository(
        values["CLASSROOM"], values["ASSIGNMENT"], owner, values["SUBMISSION_TAG"],
        values["COMMIT_URL"], values["RELEASE_URL"], review, _utc(committed_at), kind,
    )  # fmt: skip


def result(entry: Entry, repository: Repository) -> dict[str, Any]:
    """result.json: whole numbers, hidden checks without their names.

    The maximum counts the bonus too, because no score may be above it. Lateness costs nothing
    here: Classroom 50 marks it from `datetime`.

    Raises:
        ClassbookError: there is nothing that was judged, and our failure is no zero.
    """
    if entry.score is None:
        raise ClassbookError(
            f"{entry.name}: could not be judged, so there is no result.json; end with a status "
            "other than 0, which Classroom 50 shows as an error of the infrastructure"
        )
    tests = list(_tests(entry))
    most = sum(test["max-score"] for test in tests)
    whole = next((o.score for o in entry.overrides if not o.exercise), None)
    score = sum(test["score"] for test in tests) if whole is None else min(_whole(whole), most)
    return {
        "schema": SCHEMA,
        "classroom": repository.classroom,
        "assignment": repository.assignment,
        "assignment_type": repository.kind,
        "owner": repository.owner,
        "submission": repository.submission,
        "commit": repository.commit,
        "release": repository.release,
        "review": repository.review,
        "datetime": repository.committed_at,
        "score": score,
        "max-score": most,
        "tests": tests,
    }


def _tests(entry: Entry) -> Iterator[dict[str, Any]]:
    """A test a check; one in place of the checks where an exercise was set by hand."""
    by_hand = {o.exercise: o for o in entry.overrides if not o.check}
    for exercise in entry.decided.get("exercises", ()):
        title = flat(exercise["title"])
        if exercise["id"] in by_hand:
            override = by_hand[exercise["id"]]
            most = max(override.score, exercise["max_score"])
            reason = f"Set by hand: {flat(override.reason)}"
            done = override.score >= most
            yield {**_test(title, override.score, most, done), "output": reason}
            continue
        for number, check in enumerate(exercise["checks"], 1):
            # The bundle and the results are public: a hidden check would not stay hidden.
            hidden = check["visibility"] != "visible"
            name = f"hidden check {number}" if hidden else flat(check["title"])
            passed = check["outcome"] == "passed"
            yield _test(f"{title} - {name}", check["score"], check["max_score"], passed)


def _test(name: str, score: float, most: float, passed: bool) -> dict[str, Any]:
    return {
        "test-name": name,
        "passed": passed,
        "score": min(_whole(score), _whole(most)),
        "max-score": _whole(most),
    }


def _whole(points: float) -> int:
    """The nearest whole number, halves up: the schema takes no others, and none below 0."""
    return max(0, int(points + 0.5))


def _utc(moment: str) -> str:
    """YYYY-MM-DDTHH:MM:SSZ of an ISO 8601 moment with an offset, as git prints it."""
    try:
        parsed = datetime.fromisoformat(re.sub(r"Z$", "+00:00", moment.strip()))
    except ValueError:
        parsed = None
    if parsed is None or parsed.tzinfo is None:
        raise ClassbookError(
            f"--committed-at {moment!r}: give the commit's date with its offset, "
            "as `git log -1 --format=%cI` prints it"
        )
    return parsed.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
