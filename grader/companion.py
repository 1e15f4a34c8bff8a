"""A warm judge in a process of its own, for programs that must not become one themselves.

A student's kernel and nbgrader's commands ask it over a pipe, a line of JSON each way: torch,
the judge's secrets and its seals stay out of their process.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any, Self

from grader.errors import GradeError, JudgeError
from grader.notebooks import Origin
from grader.submission import Submission, Unreadable
from grader.verdict import Grade

PATIENCE = 2.0  # seconds


class Companion:
    """A judge that is started when it is first asked, and stays; a context manager."""

    def __init__(self, course_file: Path | None = None, dataset: str | None = None) -> None:
        self._command = [sys.executable, "-I", "-m", "grader.companion"]
        self._command += [str(course_file.absolute()) if course_file else "", dataset or ""]
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the judge; it starts again when it is asked again."""
        process, self._process = self._process, None
        if process is not None:
            for pipe in (process.stdin, process.stdout):
                assert pipe is not None
                with contextlib.suppress(OSError):
                    pipe.close()
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:  # nobody waits for what it is doing any more
                process.kill()
                process.wait()

    def grade(self, submission: Submission, exercises: Iterable[str] | None = None) -> Grade:
        """The judge's grade of a submission.

        Raises:
            GradeError: the judge could not start or went away, or an exercise is unknown.
        """
        request = {
            "name": submission.name,
            "files": {n: base64.b64encode(c).decode() for n, c in submission.files.items()},
            "left_out": submission.left_out,
            "origin": _origin_to_json(submission.origin),
            "unreadable": submission.unreadable,
            "exercises": None if exercises is None else list(exercises),
        }
        answer: dict[str, Any] | None = None
        try:
            answer = self._ask(json.dumps(request).encode() + b"\n")
        except (OSError, ValueError) as error:
            raise JudgeError(f"the judge's process went away ({error}); ask again") from None
        finally:
            if answer is None:  # also where a kernel was interrupted: the next answer is not ours
                self.close()
        if "error" in answer:
            raise GradeError(str(answer["error"]))
        return Grade.from_json(answer["grade"])

    def _ask(self, request: bytes) -> dict[str, Any]:
        if self._process is None:
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                cwd="/",
                env={k: v for k, v in os.environ.items() if not k.startswith("PYTHON")},
                start_new_session=True,  # an interrupted kernel does not take it along
            )
        asked, answers = self._process.stdin, self._process.stdout
        assert asked is not None
        assert answers is not None
        asked.write(request)
        asked.flush()
        line = answers.readline()
        if not line:
            raise ValueError("no answer")
        document: dict[str, Any] = json.loads(line)
        return document


def _origin_to_json(origin: Origin | None) -> dict[str, Any] | None:
    if origin is None:
        return None
    places = {file: list(lines) for file, lines in origin.places.items()}
    return {"notebook": origin.notebook, "cell": origin.cell, "places": places}


def _origin_from_json(document: dict[str, Any] | None) -> Origin | None:
    if document is None:
        return None
    places = {
        file: tuple(None if place is None else (place[0], place[1]) for place in lines)
        for file, lines in document["places"].items()
    }
    return Origin(document["notebook"], places, document["cell"])


def _submission(request: dict[str, Any]) -> Submission:
    files = {name: base64.b64decode(content) for name, content in request["files"].items()}
    origin = _origin_from_json(request["origin"])
    unreadable = request["unreadable"] and Unreadable(*request["unreadable"])
    return Submission(request["name"], files, tuple(request["left_out"]), origin, unreadable)


def serve(course_file: Path | None, dataset: str | None, asked: IO[bytes], out: IO[bytes]) -> None:
    """Answer requests with grades until there are no more."""
    from grader.sandbox.launch import launch

    with launch() as nursery:
        from grader.course import built_in_course, load_course
        from grader.judge.grading import Judge

        path = course_file or built_in_course()
        try:
            course = load_course(path)
            judge = Judge(course, dataset, path.parent, nursery)
        except GradeError as error:
            for _ in asked:
                _answer(out, {"error": str(error)})
            return
        with judge:
            for line in asked:
                request = json.loads(line)
                try:
                    grade = judge.grade(_submission(request), request["exercises"])
                    _answer(out, {"grade": grade.to_json()})
                except GradeError as error:
                    _answer(out, {"error": str(error)})


def _answer(out: IO[bytes], document: dict[str, Any]) -> None:
    out.write(json.dumps(document).encode() + b"\n")
    out.flush()


def main() -> None:
    """The companion's process: standard output is kept for answers alone."""
    course_file, dataset = sys.argv[1:3]
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    serve(Path(course_file) if course_file else None, dataset or None, sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
