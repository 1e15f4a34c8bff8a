"""A lane's process: one warm judge that grades what it is handed until its parent hangs up.

It is started by name (`python -I -m grader.batch.lane FD PARENT HOME`), never forked, so that it
inherits nothing but its channel.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
import zlib
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from grader.batch.parcel import unpack
from grader.batch.setup import Setup
from grader.errors import GradeError, JudgeError
from grader.sandbox import kernel
from grader.sandbox.launch import Launched, launch
from grader.sandbox.levels import MEANING, Level, level_of, missing_for

if TYPE_CHECKING:
    from grader.judge.grading import Judge

LARGEST_PARCEL = 64 << 20


def run(channel: Connection, home: Path) -> None:
    """Say hello, or why not; then a document for each submission.

    A document that could not be finished is this lane's last: the next one starts afresh.
    """
    setup = Setup.from_json(channel.recv_bytes().decode())
    nursery = home / "nursery"
    nursery.mkdir()
    try:
        digest = setup.grounds().digest
        with launch(nursery) as launched, _judge(setup, launched) as judge:
            _require(setup.protection, judge.protection())
            hello = {"digest": digest, "processes": [os.getpid(), launched.process.pid]}
            channel.send_bytes(json.dumps(hello).encode())
            failed = False
            while not failed:
                failed = _grade_next(judge, channel)
    except GradeError as error:
        channel.send_bytes(json.dumps({"refused": str(error)}).encode())


def _grade_next(judge: Judge, channel: Connection) -> bool:
    """Take one submission, send its document; whether the grader could not finish it."""
    submission = unpack(channel.recv_bytes(LARGEST_PARCEL))
    grade = judge.grade(submission)
    failed = grade.status == "failed"
    said = json.dumps({"failed": failed, "seconds": grade.seconds})
    document = json.dumps(grade.to_json(), ensure_ascii=True, allow_nan=False)
    channel.send_bytes(said.encode())
    channel.send_bytes(zlib.compress(document.encode()))
    return failed


def _judge(setup: Setup, launched: Launched) -> Judge:
    """A warm judge; torch is imported here, while the nursery imports it too."""
    gc.disable()
    from grader.judge.grading import Judge

    gc.freeze()
    gc.enable()
    return Judge(setup.course, setup.dataset, Path(setup.folder), launched)


def _require(name: str, protection: tuple[str, ...]) -> None:
    """Raises: JudgeError, where this machine protects less than the course asks for."""
    least = Level.named(name)
    if level_of(protection) < least:
        missing = "; ".join(missing_for(least, protection))
        raise JudgeError(
            f"this machine protects below the level that is asked for, {least} ({missing}): "
            f"{MEANING[level_of(protection)]}. Use another machine, or, if you would run each of "
            "these submissions yourself, add --protection none"
        )


def main(descriptor: str, parent: str, home: str) -> None:
    """The process: ends with its parent, whatever ends that."""
    if kernel.supported():
        kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != int(parent):
        return  # it died before the line above
    try:
        run(Connection(int(descriptor)), Path(home))
    except (EOFError, ConnectionError):
        pass  # the parent has hung up, or is gone
    finally:
        sys.stderr.flush()
    # Torch would take half a second to be taken down.
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
