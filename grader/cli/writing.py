"""Files that a command writes where it was told to; what cannot be written ends it."""

from __future__ import annotations

from pathlib import Path

from grader.cli.exit_status import USAGE, end


def write_whole(path: Path | str, text: str, option: str) -> None:
    """Write a file in the place of one of before, at once or not at all."""
    from grader.results.whole_file import whole_file

    try:
        with whole_file(Path(path)) as file:
            file.write(text)
    except OSError as error:
        end(f"{option} {path}: cannot be written: {error.strerror}", USAGE)


def write_new(path: Path, text: str) -> None:
    """Write a file that is not there yet."""
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        end(f"{path}: is there already; name another with --out, or move it away", USAGE)
    except OSError as error:
        end(f"{path}: cannot be written: {error.strerror}", USAGE)
