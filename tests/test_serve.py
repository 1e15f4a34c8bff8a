"""A warm service gives the documents of `check`, an answer a line, and ends cleanly."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from corpus import ROOT, dropping
from handed_in import as_folder

from grader.judge.once import check_submission
from grader.judge.service import RequestError, read_request

LOSS = (ROOT / "solutions" / "loss.py").read_bytes()
TO_DROP = ("forward", "backward", "step", "train", "hidden_layer", "explain")


class Service:
    """A service in a process of its own."""

    def __init__(self, course: Path) -> None:
        words = [sys.executable, "-m", "grader.cli", "serve", "--course", str(course)]
        words += ["--protection", "none"]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(words, stdin=pipe, stdout=pipe, text=True, cwd=ROOT)

    def ask(self, line: object) -> dict[str, Any]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        text = line if isinstance(line, str) else json.dumps(line)
        self.process.stdin.write(text + "\n")
        self.process.stdin.flush()
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        return answer

    def close(self) -> int:
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe is not None
            pipe.close()
        return self.process.wait(60)


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return dropping(tmp_path_factory.mktemp("course"), *TO_DROP)


@pytest.fixture
def service(course: Path) -> Iterator[Service]:
    made = Service(course)
    yield made
    made.process.kill()
    made.process.wait()


def test_a_door_answers_each_line_and_ends_with_its_input(
    service: Service, course: Path, tmp_path: Path
) -> None:
    as_folder(tmp_path, "ada", {"loss.py": LOSS})
    as_folder(tmp_path, "bob", {"loss.py": LOSS.replace(b"criterion(", b"0 * criterion(")})
    health = service.ask({"health": True, "id": [1]})
    assert (health["health"], health["graded"], health["id"]) == ("warm", 0, [1])
    for name in ("ada", "bob"):
        document = service.ask({"submission": str(tmp_path / name), "id": name})
        assert document.pop("id") == name
        grade, _ = check_submission(tmp_path / name, course_file=course)
        expected = grade.to_json()
        for changing in ("seconds", "protection", "level"):
            del document[changing], expected[changing]
        assert document == expected
    assert service.ask("no JSON")["status"] == "refused"
    gone = service.ask({"submission": str(tmp_path / "nobody"), "id": 3})
    assert (gone["status"], gone["id"]) == ("refused", 3)
    wrong = service.ask({"submission": str(tmp_path / "ada"), "exercises": ["lost"]})
    assert "did you mean" in wrong["error"]
    health = service.ask({"health": True})
    assert (health["graded"], health["course_digest"]) == (2, expected["course_digest"])
    assert service.close() == 0


def test_a_door_that_is_idle_ends_when_it_is_asked_to(service: Service) -> None:
    assert service.ask({"health": True})["health"] == "warm"
    service.process.send_signal(signal.SIGTERM)
    assert service.close() == 0


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("[]", "write an object with the fields"),
        ("[" * 100_000, "no JSON"),
        ('{"submision": "a"}', "unknown field 'submision'"),
        ('{"submission": ""}', "write the path"),
        ('{"submission": "a", "exercises": "loss"}', "write a list of their names"),
        ('{"submission": "a\\u0000b"}', "write the path"),
        ('{"health": false}', "write the path"),
        ('{"submission": "/tmp/\\ud800"}', "write the path"),
        ('{"submission": "a", "id": NaN}', "no JSON"),
        ('{"submission": "a", "id": 1e999}', "no JSON"),
        (" " * (1 << 21), "longer than"),
    ],
)
def test_a_line_that_asks_for_nothing_is_told_what_to_write(line: str, said: str) -> None:
    with pytest.raises(RequestError, match=said):
        read_request(line)
