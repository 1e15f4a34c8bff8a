"""Whole classes, generated: right, wrong, hostile and malformed submissions in mixed formats.

The same seed gives the same class. Every submission that can hold a comment has one of its own,
so that no two of them are the same but those that are meant to be.
"""

from __future__ import annotations

import io
import json
import random
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus import ROOT, examples
from hostile import attacks

from grader.submission.submission import read_submission

Files = dict[str, bytes]
KINDS = ("right", "wrong", "hostile", "malformed")
PLACES = {"CANARY": "/nowhere", "ROOT": str(ROOT), "HOME": "/nowhere", "PORT": "9"}
SHARES = {"right": 0.5, "wrong": 0.3, "hostile": 0.1, "malformed": 0.1}


@dataclass(frozen=True)
class Member:
    """One submission of a class: what it is called, what it is, and its files."""

    name: str
    kind: str
    files: Files


def make_class(
    folder: Path,
    count: int,
    *,
    seed: int = 0,
    shares: dict[str, float] | None = None,
    exercise: str | None = None,
) -> list[Member]:
    """Write so many submissions below a folder; with `exercise`, only its own examples."""
    chance = random.Random(seed)
    makers = _makers(chance, exercise)
    kinds = _kinds(count, shares or SHARES)
    chance.shuffle(kinds)
    members = []
    folder.mkdir(parents=True, exist_ok=True)
    for number, kind in enumerate(kinds):
        name = f"student-{number:05}"
        files = makers[kind](number)
        if kind == "malformed":
            _write_malformed(folder, name, number)
        else:
            FORMATS[number % len(FORMATS)](folder, name, files)
        members.append(Member(name, kind, files))
    return members


def _kinds(count: int, shares: dict[str, float]) -> list[str]:
    kinds = [kind for kind in KINDS for _ in range(round(count * shares.get(kind, 0)))]
    return (kinds + ["right"] * count)[:count]


def _makers(chance: random.Random, exercise: str | None) -> dict[str, Callable[[int], Files]]:
    solutions = read_submission(ROOT / "solutions")
    right, wrong = (
        [e for e in examples(kind) if exercise in (None, e.exercise)] for kind in ("right", "wrong")
    )
    hostile = [a for a in attacks() if exercise in (None, a.exercise)]

    def marked(files: Files, number: int) -> Files:
        comment = f"\n# submission {number}\n".encode()
        return {n: c + comment if n.endswith(".py") else c for n, c in files.items()}

    def a_right_one(number: int) -> Files:
        if not right or chance.random() < 0.5:
            return marked(dict(solutions.files), number)
        return marked(dict(chance.choice(right).submission(solutions).files), number)

    def a_wrong_one(number: int) -> Files:
        return marked(dict(chance.choice(wrong).submission(solutions).files), number)

    def a_hostile_one(number: int) -> Files:
        return dict(chance.choice(hostile).submission(solutions, PLACES).files)

    return {
        "right": a_right_one,
        "wrong": a_wrong_one,
        "hostile": a_hostile_one,
        "malformed": lambda number: {},
    }


# --- formats ----------------------------------------------------------------------------------
def as_folder(folder: Path, name: str, files: Files) -> None:
    for file, content in files.items():
        target = folder / name / file
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def as_wrapped_folder(folder: Path, name: str, files: Files) -> None:
    as_folder(folder / name, "my work", files)


def as_zip(folder: Path, name: str, files: Files) -> None:
    with zipfile.ZipFile(folder / f"{name}.zip", "w") as archive:
        for file, content in files.items():
            archive.writestr(file, content)


def as_tar(folder: Path, name: str, files: Files) -> None:
    with tarfile.open(folder / f"{name}.tar.gz", "w:gz") as archive:
        for file, content in files.items():
            entry = tarfile.TarInfo(f"{name}/{file}")
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))


def as_zip_in_a_folder(folder: Path, name: str, files: Files) -> None:
    (folder / name).mkdir(parents=True)
    as_zip(folder / name, "submission", files)


FORMATS = (as_folder, as_zip, as_tar, as_wrapped_folder, as_zip_in_a_folder)


def _write_malformed(folder: Path, name: str, number: int) -> None:
    kinds = list(_malformed(folder, name))
    kinds[number % len(kinds)]()


def _malformed(folder: Path, name: str) -> Iterator[Callable[[], object]]:
    yield lambda: (folder / f"{name}.zip").write_bytes(b"PK\x03\x04 and then nothing")
    yield lambda: (folder / f"{name}.tar.gz").write_bytes(b"\x1f\x8b garbage")
    yield lambda: (folder / name).mkdir()
    yield lambda: as_folder(folder, name, {"loss.py": b"\xff\xfe\x00 not text", "step.py": b""})
    yield lambda: as_folder(folder, name, {"essay.txt": b"I could not do it.\n"})
    yield lambda: (folder / f"{name}.ipynb").write_text('{"cells": [')
    yield lambda: (folder / f"{name}.ipynb").write_text(json.dumps(_notebook("x = (")))
    yield lambda: as_folder(folder, name, {"train.py": b"def train_step(:\n", "loss.py": b"\0"})


def _notebook(source: str) -> dict[str, object]:
    cell = {"cell_type": "code", "source": source, "metadata": {}, "outputs": [],
            "execution_count": None}  # fmt: skip
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]}
