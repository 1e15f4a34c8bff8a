"""Generated archives, notebooks and sources, each read within its budget, and none lost.

    python bench/fuzz_submissions.py [--cases 100000] [--first 0]

Each case is made from its number alone, so that one that fails can be looked at by itself. The
table tells how many were read, how many could not be, and how many ended the reader. It ends with 1
where an exception came through or a case took longer than a submission may.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import sys
import tarfile
import tempfile
import time
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from grader.course.marks import shipped_contract
from grader.submission.reader.reader import PATIENCE, ReadingEnded
from grader.submission.reader.syntax import Syntax
from grader.submission.submission import read_submission

ROOT = Path(__file__).parent.parent
GOOD = {p.name: p.read_bytes() for p in (ROOT / "solutions").iterdir() if p.is_file()}
CODE = [name for name in GOOD if name.endswith(".py")]
CONTRACT = shipped_contract()

# What is repeated, put around itself, or thrown in.
WORDS = (
    "lambda: ", "(", "[", "{", "-", "not ", "await ", "1+", "1<", "a.", "a.\\\n", "x=1;", "x=1\n",
    "if x:\n ", "@a\n", "f'{", "import a, b\n", "from a import *\n", "order: 1\n", "? ", "- ",
    "&a ", "*a ", "'''", '"', "\\", "\0", "\ufeff", "\u2028", "%%writefile a.py\n", "%%time\n",
    "!ls\n", "def step(o): ...\n", "class SimpleNN: ...\n", "x[0]=x\n", "order: [a, b]\n", "```\n",
)  # fmt: skip


def soup(draw: random.Random, most: int = 3000) -> str:
    """Words in any order, some of them very often."""
    parts = []
    for _ in range(draw.randint(1, 6)):
        times = draw.choice([1, 1, 2, 7, 90, 250, most])
        parts.append(draw.choice(WORDS) * times)
    return "".join(parts)


def damaged(draw: random.Random, content: bytes) -> bytes:
    """The same with some bytes changed, cut out, doubled or put in."""
    data = bytearray(content)
    for _ in range(draw.randint(0, 6)):
        at, length = draw.randrange(len(data) + 1), draw.choice([1, 2, 8, 64])
        match draw.randrange(4):
            case 0:
                data[at : at + length] = draw.randbytes(length)
            case 1:
                del data[at : at + length]
            case 2:
                data[at:at] = data[at : at + length] * draw.choice([1, 3, 50])
            case 3:
                data[at:at] = draw.choice(WORDS).encode() * draw.choice([1, 20])
    return bytes(data)


def source(draw: random.Random) -> bytes:
    """A file of code or of answers, damaged, or words."""
    if draw.random() < 0.5:
        return soup(draw).encode("utf-8", "replace")
    return damaged(draw, GOOD[draw.choice(list(GOOD))])


def odd(draw: random.Random, depth: int = 0) -> object:
    """Any JSON value."""
    if depth < 3 and draw.random() < 0.5:
        return {str(n): odd(draw, depth + 1) for n in range(draw.randint(0, 3))}
    return draw.choice([None, 1, -1e300, "x", [], ["a", 1], True, [[[[]]]]])


def notebook(draw: random.Random) -> bytes:
    """A notebook whose cells hold anything, perhaps damaged."""
    cells: list[object] = []
    for _ in range(draw.randint(0, 8)):
        text: object = (
            soup(draw) if draw.random() < 0.6 else source(draw).decode("utf-8", "replace")
        )
        if draw.random() < 0.1:
            text = odd(draw)
        kind = draw.choice(["code", "code", "code", "raw", "markdown", odd(draw)])
        cells.append({"cell_type": kind, "source": text, "metadata": odd(draw), "outputs": []})
    document: dict[str, object] = {"cells": cells, "nbformat": 4, "metadata": {}}
    if draw.random() < 0.1:
        document[draw.choice(["cells", "nbformat", "worksheets"])] = odd(draw)
    content = json.dumps(document).encode()
    return damaged(draw, content) if draw.random() < 0.3 else content


def name(draw: random.Random) -> str:
    """A name that some file may have."""
    own = draw.choice([*GOOD, "work.ipynb", "a.py", "hw.zip", "x/../y.py", "CON", "a\\b.py", "/x"])
    return draw.choice(["", "", "work/", "a/b/c/", "../"]) + own.replace(
        ".", draw.choice([".", ".", " (1).", ". "])
    )


def zipped(draw: random.Random) -> bytes:
    """A .zip of anything, perhaps damaged."""
    page = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(page, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")
        for _ in range(draw.randint(0, 9)):
            content = notebook(draw) if draw.random() < 0.2 else source(draw)
            archive.writestr(name(draw), content)
    return damaged(draw, page.getvalue()) if draw.random() < 0.5 else page.getvalue()


def tarred(draw: random.Random) -> bytes:
    """A .tar.gz of anything, perhaps damaged."""
    page = io.BytesIO()
    with tarfile.open(fileobj=page, mode=draw.choice(["w:gz", "w:xz", "w:bz2"])) as archive:  # type: ignore[call-overload]
        for _ in range(draw.randint(0, 6)):
            content, entry = source(draw), tarfile.TarInfo(name(draw))
            entry.size, entry.type = len(content), draw.choice([b"0", b"0", b"0", b"1", b"2", b"3"])
            entry.linkname = "a"
            archive.addfile(entry, io.BytesIO(content))
    return damaged(draw, page.getvalue()) if draw.random() < 0.5 else page.getvalue()


FILES: dict[str, Callable[[random.Random], bytes]] = {
    "hw.ipynb": notebook, "hw.zip": zipped, "hw.tar.gz": tarred,
}  # fmt: skip


def case(number: int, home: Path) -> str:
    """Read one case; what came of it."""
    draw = random.Random(number)
    kind = draw.choice([*FILES, "sources"])
    if kind != "sources":
        path = home / kind
        path.write_bytes(FILES[kind](draw))
        return "unreadable" if read_submission(path).unreadable else "read"
    files = {file: source(draw) for file in draw.sample(list(GOOD), 3)}
    try:
        syntax = Syntax(files, [f for f in files if f in CODE], CONTRACT.answers)
    except ReadingEnded:
        return "ended"
    for file in files:
        syntax.tree(file)
    syntax.defining("step")
    syntax.mention("order")
    return "read"


def run(first: int, count: int) -> tuple[Counter[str], float, list[str]]:
    """What came of some cases, the seconds of the slowest, and what went wrong."""
    outcomes: Counter[str] = Counter()
    slowest, wrong = 0.0, list[str]()
    with tempfile.TemporaryDirectory() as home:
        for number in range(first, first + count):
            started = time.monotonic()
            try:
                outcomes[case(number, Path(home))] += 1
            except Exception as error:
                wrong.append(f"case {number}: {error!r}")
            seconds = time.monotonic() - started
            slowest = max(slowest, seconds)
            if seconds > PATIENCE.wall:
                wrong.append(f"case {number}: {seconds:.0f} s")
    return outcomes, slowest, wrong


def main() -> int:
    """Run and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--first", type=int, default=0)
    options = parser.parse_args()
    started = time.monotonic()
    outcomes, slowest, wrong = run(options.first, options.cases)
    told = ", ".join(f"{count} {word}" for word, count in sorted(outcomes.items()))
    print(f"{options.cases} cases in {time.monotonic() - started:.0f} s: {told}")
    print(f"the slowest took {slowest:.2f} s; {len(wrong)} went wrong")
    print("\n".join(wrong[:20]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
