"""One script from path to diagnosis, once: what `mnist-grade diagnose` does."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from grader.learn.scripts.diagnosis import Diagnosis, diagnosed
from grader.learn.scripts.mended import to_mend, with_mended, without_time
from grader.learn.scripts.watching import Workshop


def diagnose(
    script: Path,
    argv: tuple[str, ...] = (),
    cwd: Path | None = None,
    data: Path = Path("data"),
    seconds: int = 60,
) -> tuple[Diagnosis, Mapping[str, str]]:
    """Run a script in a worker of its own; what is wrong with it, and the text of its files.

    Raises:
        SubmissionError: there is no such script.
        GradeError: no worker could be started.
    """
    started = time.perf_counter()
    with Workshop(data, seconds) as workshop:
        watched = workshop.watch(script, argv, cwd)
        diagnosis = diagnosed(watched, script.name)
        used = time.perf_counter() - started
        if code := to_mend(diagnosis):
            if used < seconds / 2:
                again = workshop.watch(script, argv, cwd, code)
                diagnosis = with_mended(diagnosis, code, watched, again)
            else:
                diagnosis = without_time(diagnosis)
    return replace(diagnosis, seconds=time.perf_counter() - started), watched.text
