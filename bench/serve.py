"""How fast a warm service is beside one lane of a batch, over the same submissions.

    python bench/serve.py [COUNT]

Each submission is the solutions with a comment of its own. Both are measured from the first answer
to the last, so that neither counts its start.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
PROGRAM = [sys.executable, "-m", "grader.cli"]


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    with tempfile.TemporaryDirectory() as home:
        names = list(submissions(Path(home) / "in", count))
        print(f"service: {by_service(names):.2f} s each")
        print(f"lane: {by_lane(Path(home)):.2f} s each, of which the result says what it took")


def submissions(folder: Path, count: int):
    for number in range(count):
        own = folder / f"s{number:03}"
        own.mkdir(parents=True)
        for path in (ROOT / "solutions").iterdir():
            if path.is_file():
                (own / path.name).write_bytes(path.read_bytes() + f"\n# {number}\n".encode())
        yield own


def by_service(paths: list[Path]) -> float:
    pipe = subprocess.PIPE
    service = subprocess.Popen([*PROGRAM, "serve"], stdin=pipe, stdout=pipe, text=True, cwd=ROOT)

    def ask(path: Path) -> None:
        service.stdin.write(json.dumps({"submission": str(path)}) + "\n")
        service.stdin.flush()
        assert json.loads(service.stdout.readline())["status"] == "graded"

    ask(paths[0])
    started = time.perf_counter()
    for path in paths[1:]:
        ask(path)
    seconds = time.perf_counter() - started
    service.stdin.close()
    assert service.wait() == 0
    return seconds / (len(paths) - 1)


def by_lane(home: Path) -> float:
    words = ["batch", str(home / "in"), "--out", str(home / "out"), "--lanes", "1", "--no-pages"]
    subprocess.run([*PROGRAM, *words], cwd=ROOT, check=True, capture_output=True)
    import sqlite3

    with sqlite3.connect(home / "out" / "grades.db") as store:
        query = "select min(stored), max(stored), count(*) from mnist_grade_grades"
        first, last, count = store.execute(query).fetchone()
    return (last - first) / (count - 1)


if __name__ == "__main__":
    main()
