"""The documents of the whole corpus, to be compared before and after a change of the engine.

    python bench/documents.py write FILE [--only TEXT] [--attacks] [--part 1/2]
                                     [--sample N] [--course COURSE]
    python bench/documents.py compare BEFORE AFTER [--loose] [--ways]

The first writes one document a line, the second says what differs and ends with 1 where any does.

Two runs of the same code give the same lines but for seconds, which are left out. With `--loose`
only status, points, outcomes, codes, severities, files and lines are compared. With `--ways` the
files come from the two ways of starting workers (MNIST_GRADE_WORKERS=sealed or portable): what is
said of protection, and exercises that met a limit of one way alone, are left out.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from corpus import ROOT, examples, sample
from hostile import attacks
from ways import differences, of_either_way

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
    parser.add_argument("--ways", action="store_true", help="not what the way of workers decides")
    parser.add_argument("--part", default="1/1", metavar="N/M", help="each M-th, from the N-th on")
    parser.add_argument("--sample", type=int, help="so many, always the same ones")
    options = parser.parse_args()
    if options.what == "write":
        return write(options)
    return compare(*options.files, loose=options.loose, ways=options.ways)


def submissions(options: argparse.Namespace) -> Iterator[Submission]:
    """The corpus in a stable order."""
    solutions = read_submission(ROOT / "solutions")
    whole = [*examples("wrong"), *examples("right")]
    for example in sample(options.sample) if options.sample else whole:
        yield example.submission(solutions)
    for attack in attacks() if options.attacks else ():
        yield attack.submission(solutions, PLACES)


def write(options: argparse.Namespace) -> int:
    """Grade everything with a kept judge, as a batch and a notebook do."""
    started, count = time.monotonic(), 0
    first, step = map(int, options.part.split("/"))
    with options.files[0].open("w") as out, KeptJudge(setup_for(options.course, "digits")) as judge:
        for submission in islice(submissions(options), first - 1, None, step):
            if options.only in submission.name:
                document = judge.grade(submission).to_json()
                document.pop("seconds")
                out.write(json.dumps(document, sort_keys=True) + "\n")
                out.flush()
                count += 1
    print(f"{count} documents in {time.monotonic() - started:.0f} s: {options.files[0]}")
    return 0


def compare(before: Path, after: Path, *, loose: bool, ways: bool = False) -> int:
    """Print each difference by its way through the document."""
    old, new = read(before), read(after)
    differing = 0
    for name in sorted(old.keys() | new.keys()):
        if name not in old or name not in new:
            print(f"{name}: only {'before' if name in old else 'after'}")
            differing += 1
            continue
        pair = of_either_way(old[name], new[name]) if ways else (old[name], new[name])
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


if __name__ == "__main__":
    raise SystemExit(main())
