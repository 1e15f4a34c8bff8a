"""What a judge's process does once it is told its course: a document for each submission."""

from __future__ import annotations

import json
import os
import platform
import zlib
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

from grader.errors import BatchError, GradeError, ProtectionError
from grader.findings.catalogue import catalogue
from grader.judge.grading import Judge
from grader.judge.job import unpack
from grader.judge.lasting import serve_training
from grader.judge.setup import Setup
from grader.sandbox.launcher import Begun
from grader.sandbox.levels import MEANING, Level, level_of, missing_for

LARGEST_JOB = 64 << 20


def serve(channel: Connection, begun_in: Callable[[Path], tuple[Begun, list[int]]]) -> None:
    """Say hello, or why not; then a document for each submission, until the parent hangs up.

    `begun_in` gives what was begun of the workers in a folder, and the numbers of its processes.
    A document that could not be finished is this process's last: the next one starts afresh.

    Raises:
        EOFError, ConnectionError: the parent has hung up.
    """
    told = json.loads(channel.recv_bytes())
    setup = Setup.from_json(told["setup"])
    begun, processes = begun_in(Path(told["home"]))
    try:
        lasting, folder = told["lasting"], Path(setup.folder)
        with begun, Judge(setup.course, setup.dataset, folder, begun, lasting=lasting) as judge:
            _require(setup.protection, judge.protection())
            if not setup.course.folder.package:
                # What its author got wrong is told now, and not over somebody's submission.
                catalogue(setup.course.folder)
            if told["digest"]:
                _compare(told["digest"], setup)
            _send(channel, {"processes": [os.getpid(), *processes]})
            while _grade_next(judge, channel):
                pass
    except GradeError as error:
        _send(channel, _told(error))


def _grade_next(judge: Judge, channel: Connection) -> bool:
    """Take one submission, send its document; whether another may follow."""
    asked = json.loads(channel.recv_bytes())
    submission = unpack(channel.recv_bytes(LARGEST_JOB))
    if "train" in asked:
        serve_training(judge, submission, asked["train"], channel)
        return True
    try:
        grade = judge.grade(submission, asked["exercises"], named=asked["named"])
    except GradeError as error:
        _send(channel, _told(error))
        return True
    failed = grade.status == "failed"
    document = json.dumps(grade.to_json(), ensure_ascii=True, allow_nan=False)
    _send(channel, {"failed": failed, "seconds": grade.seconds})
    channel.send_bytes(zlib.compress(document.encode()))
    judge.rest()
    return not failed


def _send(channel: Connection, document: dict[str, object]) -> None:
    channel.send_bytes(json.dumps(document).encode())


def _told(error: GradeError) -> dict[str, object]:
    """An error that was raised on purpose, for the other side to raise again."""
    return {"kind": type(error).__name__, "error": str(error)}


def _compare(digest: str, setup: Setup) -> None:
    """Raises: BatchError, where other code or data than the run's would decide the grades."""
    if setup.grounds().digest != digest:
        raise BatchError(
            f"{platform.node()}: its mnist-grade, PyTorch or dataset is another one than where "
            "the batch was started; install the same ones on both, and restart"
        )


def _require(name: str, protection: tuple[str, ...]) -> None:
    """Raises: ProtectionError, where this machine protects less than is asked for."""
    least = Level.named(name)
    if level_of(protection) < least:
        missing = "; ".join(missing_for(least, protection))
        raise ProtectionError(
            f"this machine protects below the level that is asked for, {least} ({missing}): "
            f"{MEANING[level_of(protection)]}. Use another machine, or, if you would run each of "
            "these submissions yourself, ask for less: `batch --protection none`, "
            "`check --require none`"
        )
