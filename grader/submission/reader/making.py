"""What the bytes that were handed in make: a submission's files, or why there are none."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace

from grader.course.wanted import Wanted
from grader.submission.archives import open_inner, read_archive
from grader.submission.arrangement import Arrangement, arranged, is_work
from grader.submission.intake import (
    ARCHIVE_ENDINGS,
    MOST_NOTES,
    NOTEBOOK_ENDING,
    Intake,
    SizeLimits,
    Unfit,
    printable,
)
from grader.submission.notebooks import NotebookError, Staged, stage, stage_cells
from grader.submission.notebooks.outputs import without_outputs
from grader.submission.origin import Origin
from grader.submission.reader.hand_in import MOST_LINES, HandIn, Made

_OTHER_ARCHIVES = (".rar", ".7z", ".zipx", ".gz", ".xz", ".bz2", ".zst", ".dmg", ".iso")


def made_of(hand_in: HandIn) -> Made:
    """What a hand-in makes: a submission's files, be it one that cannot be read."""
    try:
        made = _within_bounds(hand_in.file, _made(hand_in))
    except Unfit as error:
        why = printable(os.path.basename(error.file)), error.why
        return Made({}, (": ".join(why), *hand_in.intake.left_out), None, why)
    return made


def _made(hand_in: HandIn) -> Made:
    if hand_in.cells is not None:
        cells, called = list(hand_in.cells), hand_in.called
        return _staged(
            hand_in.file,
            lambda asked: stage_cells(hand_in.file, cells, asked, called),
            hand_in.wanted,
        )
    if hand_in.archive is not None:
        read_archive(hand_in.file, hand_in.archive, hand_in.intake)
    return _of_files(hand_in.file, hand_in.intake, hand_in.wanted)


def _within_bounds(file: str, made: Made) -> Made:
    """What a notebook makes, unless that is far more than it is long.

    Raises:
        Unfit: it is.
    """
    # SECURITY: a cell of 60 KB can be written into every file again, with each name of an import.
    lines = sum(map(len, made.origin.places.values())) if made.origin else 0
    most = SizeLimits().total_size
    if lines > MOST_LINES:
        raise Unfit(file, f"it makes files of more than {MOST_LINES:,} lines")
    if sum(map(len, made.files.values())) > most:
        raise Unfit(file, f"it makes files of more than {most:,} bytes")
    return made


def _of_files(file: str, intake: Intake, wanted: Wanted) -> Made:
    """What the files of an intake make, by the one rule for all of them."""
    own = wanted.contract.files
    open_inner(file, intake, own)
    _cut_notebooks(intake)
    _require_work(file, intake, own)
    arrangement = arranged(list(intake.files), own)
    files = _under_their_names(arrangement, intake.files)
    notes = (*arrangement.notes, *intake.left_out)
    notebooks = [file for file in files if file.lower().endswith(NOTEBOOK_ENDING)]
    if any(file in files for file in own) or not notebooks:
        return Made(files, _capped(notes))
    if len(notebooks) > 1:
        why = f"one of {len(notebooks)} notebooks; hand in one"
        told = (f"{printable(notebook)}: {why}" for notebook in notebooks)
        return Made(files, _capped((*told, *notes)))
    (notebook,) = notebooks
    content, short = files.pop(notebook), os.path.basename(notebook)
    made = _staged(short, lambda asked: stage(short, content, asked), wanted)
    beside = {file: content for file, content in files.items() if file not in made.files}
    return replace(made, files=made.files | beside, left_out=_capped((*made.left_out, *notes)))


def _cut_notebooks(intake: Intake) -> None:
    """Keep of notebooks what stands beside their outputs, within what a submission may hold."""
    most = intake.limits.total_size
    for name in [name for name in intake.files if name.lower().endswith(NOTEBOOK_ENDING)]:
        sources = without_outputs(intake.files.pop(name))
        if sources is None or intake.kept + len(sources) > most:
            intake.refuse(name, f"larger than {most:,} bytes without its outputs")
        else:
            intake.kept += len(sources)
            intake.files[name] = sources


def _require_work(given: str, intake: Intake, own: Sequence[str]) -> None:
    """Say so where a file that cannot be read is all that there is, or nothing at all.

    Raises:
        Unfit: that is so.
    """
    if any(is_work(name, own) for name in intake.files) or intake.archives:
        return
    if len(intake.unfit) == 1:
        raise intake.unfit[0]
    lone = [file for file in intake.files if file.lower().endswith(_OTHER_ARCHIVES)]
    if len(lone) == 1:
        raise Unfit(lone[0], "an archive of a kind that is not read; pack the folder as a .zip")
    if given.lower().endswith(ARCHIVE_ENDINGS) and not intake.files:
        why = f"nothing in it can be read ({intake.left_out[0]})" if intake.left_out else ""
        raise Unfit(given, why or "there is nothing in it")


def _under_their_names(arrangement: Arrangement, contents: dict[str, bytes]) -> dict[str, bytes]:
    """The files where they belong; those with two names can be imported by both."""
    files = {name: contents[given] for name, given in arrangement.files.items()}
    for other, file in arrangement.modules.items():
        module = file.removesuffix(".py")
        # One module under both names: a class in it is one class, whoever asks for it.
        files[other] = (
            f"import sys\n\nimport {module}\n\nsys.modules[__name__] = {module}\n".encode()
        )
    return files


def _staged(file: str, make: Callable[[Wanted], Staged], wanted: Wanted) -> Made:
    """What a notebook makes; the files that it writes are taken as such.

    Raises:
        Unfit: it is no notebook that can be used.
    """
    try:
        staged = make(wanted)
    except NotebookError as error:
        raise Unfit(file, str(error)) from None
    intake = Intake(SizeLimits())
    for given, written in staged.written.items():
        intake.take(given, len(written.content), lambda most, made=written: made.content[:most])  # type: ignore[misc]
    arrangement = arranged(list(intake.files), wanted.contract.files)
    places = {new: staged.written[given].places for new, given in arrangement.files.items()}
    origin = staged.origin
    return Made(
        staged.files | _under_their_names(arrangement, intake.files),
        (*staged.left_out, *arrangement.notes, *intake.left_out),
        Origin(origin.notebook, origin.places | places, origin.cell),
    )


def _capped(notes: tuple[str, ...]) -> tuple[str, ...]:
    return notes if len(notes) <= MOST_NOTES + 1 else (*notes[:MOST_NOTES], "and more")
