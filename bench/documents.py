"""The documents of the whole corpus, to be compared before and after a change of the engine.

    python bench/documents.py write FILE [--only TEXT] [--attacks] [--course COURSE]
                                                                      one document a line
    python bench/documents.py compare BEFORE AFTER [--loose]          what differs; 1 where any does

Two runs of the same code give the same lines but for seconds, which are left out. With `--loose`
only status, points, outcomes, codes, severities, files and lines are compared.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from corpus import ROOT, examples
from hostile import attacks

from grader.judge.once import setup_for
from grader.judge.process import KeptJudge
from grader.submission.submission import Submission, read_submission

PLACES = {"CANARY": "/nowhere/canary", "ROOT": "/nowhere/root", "HOME": "/nowhere", "PORT": "9"}


def main() -> int:
    """Write or compare."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=["write", "compare"])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--only", default="", help="submissions whose id holds this text")
    parser.add_argument("--attacks", action="store_true", help="the hostile ones, too")
    parser.add_argument("--course", type=Path, help="a course.yaml instead of the shipped one")
    parser.add_argument("--loose", action="store_true", help="not the words of evidence")
    options = parser.parse_args()
    if options.what == "write":
        return write(options)
    return compare(*options.files, loose=options.loose)


def submissions(options: argparse.Namespace) -> Iterator[Submission]:
    """The corpus in a stable order."""
    solutions = read_submission(ROOT / "solutions")
    for example in [*examples("wrong"), *examples("right")]:
        yield example.submission(solutions)
    for attack in attacks() if options.attacks else ():
        yield attack.submission(solutions, PLACES)


def write(options: argparse.Namespace) -> int:
    """Grade everything with a kept judge, as a batch and a notebook do."""
    started, count = time.monotonic(), 0
    with options.files[0].open("w") as out, KeptJudge(setup_for(options.course, "digits")) as judge:
        for submission in submissions(options):
            if options.only in submission.name:
                document = judge.grade(submission).to_json()
                document.pop("seconds")
                out.write(json.dumps(document, sort_keys=True) + "\n")
                count += 1
    print(f"{count} documents in {time.monotonic() - started:.0f} s: {options.files[0]}")
    return 0


def compare(before: Path, after: Path, *, loose: bool) -> int:
    """Print each difference by its way through the document."""
    old, new = read(before), read(after)
    differing = 0
    for name in sorted(old.keys() | new.keys()):
        if name not in old or name not in new:
            print(f"{name}: only {'before' if name in old else 'after'}")
            differing += 1
            continue
        pair = old[name], new[name]
        found = list(differences(*map(loosened, pair) if loose else pair))
        differing += bool(found)
        for way, a, b in found[:6]:
            print(f"{name}: {way}: {str(a)[:110]} -> {str(b)[:110]}")
    print(f"{differing} of {len(old.keys() | new.keys())} documents differ")
    return 1 if differing else 0


def read(path: Path) -> dict[str, Any]:
    documents = map(json.loads, path.read_text().splitlines())
    return {document["submission"]: document for document in documents}


def loosened(document: dict[str, Any]) -> dict[str, Any]:
    """What decides and what is pointed at, without the words."""
    return {
        "status": document["status"],
        "score": document["score"],
        "exercises": {
            exercise["id"]: {
                "score": exercise["score"],
                "checks": {c["id"]: (c["outcome"], c["score"]) for c in exercise["checks"]},
                "findings": [
                    [f["code"], f["severity"], f["file"], f["line"]] for f in exercise["findings"]
                ],
            }
            for exercise in document["exercises"]
        },
    }


def differences(a: Any, b: Any, way: str = "") -> Iterator[tuple[str, Any, Any]]:
    """The leaves that differ, with their way."""
    if isinstance(a, dict) and isinstance(b, dict):
        for key in sorted(a.keys() | b.keys()):
            yield from differences(a.get(key), b.get(key), f"{way}.{key}")
    elif isinstance(a, list) and isinstance(b, list) and len(a) == len(b):
        for number, (one, other) in enumerate(zip(a, b, strict=True)):
            yield from differences(one, other, f"{way}[{number}]")
    elif a != b:
        yield way, a, b


if __name__ == "__main__":
    raise SystemExit(main())
