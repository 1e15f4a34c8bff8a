"""A worker that runs one whole script: told which, it answers with the record of the run."""

from __future__ import annotations

import _thread
import gc
import io
import json
import os
import socket
import sys
import threading
import traceback
import warnings
from functools import partial
from typing import Any

import torch

from grader.frames.wire import Limits, encode, read_exactly, read_frame
from grader.worker import stand_ins
from grader.worker.patience import TooSlow
from grader.worker.scripts import data, machine, probes, working_copy
from grader.worker.scripts.clock import Clock
from grader.worker.scripts.record import Record
from grader.worker.scripts.running import Run, parts_of
from grader.worker.scripts.scaling import Scaling
from grader.worker.scripts.watcher import Watcher

# Of a notebook's time one cell may take this share; the probes get what is kept back.
SHARE, FOR_PROBES = 0.5, 6.0
# How often a document is begun that the script disturbs.
ATTEMPTS = 5


class _Nowhere(io.TextIOBase):
    """A text stream that forgets what is written."""

    encoding = "utf-8"

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        return len(text)


def serve(channel: socket.socket, folder: str, limits: Limits) -> None:
    """Run the script that is asked for, answer, and be done."""
    frame = read_frame(partial(read_exactly, channel), limits)
    told = frame.header
    turn = threading.Lock()
    state: dict[str, Any] = {}

    def answer(finished: bool) -> None:
        # One answer alone: the clock's, or the one at the end.
        if turn.acquire(blocking=False):
            document = _document_while_it_runs(state, finished=finished)
            channel.sendall(encode({"token": told["token"]}, document))

    sys.stdout = sys.stderr = _Nowhere()
    sys.stdin = io.StringIO(machine.ANSWER + "\n")
    try:
        _run(told["script"], folder, frame.payload, state, partial(answer, False))
    except BaseException:  # ours, or the script's doing to us: the other side tells them apart
        state["failure"] = traceback.format_exc()[-2000:]
    finally:
        if "clock" in state:
            state["clock"].stop()
        answer(True)


def _run(
    told: dict[str, Any], folder: str, payload: bytes, state: dict[str, Any], last_words: Any
) -> None:
    """Run a script: `told` says which file, with which arguments, for how long."""
    warnings.simplefilter("ignore")
    inner = os.path.dirname(told["file"])
    work = working_copy.make_copy(folder, told["name"])
    record = Record(work)
    watcher = Watcher(record, told["mend"])
    clock = Clock(_thread.get_ident(), last_words)
    state.update(record=record, watcher=watcher, errors=[], clock=clock)
    home = os.path.join(work, inner)
    os.chdir(os.path.join(work, told["works_in"]))
    sys.path.insert(0, home)
    sys.path += [os.path.join(work, path) for path in told["paths"]]
    machine.install(record, [told["file"], *told["argv"]])
    stand_ins.install(home)
    working_copy.make_parents()
    working_copy.make_parents_of_weights(torch)
    watcher.old.install()
    Scaling(record).install()
    data.install(watcher, data.Digits.from_bytes(payload, told["digits"], told["data"]))
    try:
        parts = parts_of(os.path.join(work, told["file"]), told["file"], record)
    except ValueError as error:
        state["unreadable"] = str(error)[:200]
        return
    state["sources"] = {part.name: part.text for part in parts} if len(parts) > 1 else {}
    state["parts"] = len(parts)
    _hide()
    gc.enable()
    clock.start(told["seconds"])
    run = Run(work, record, lambda more: clock.allow(max(clock.left * SHARE, 5.0) if more
                                                     else clock.left - FOR_PROBES))  # fmt: skip
    state["errors"] = run.errors
    watcher.install()
    try:
        run.run(parts, told["file"])
    except TooSlow:
        record.cuts("the run was ended after its time")
    clock.stop()
    watcher.functions.__exit__(None, None, None)  # type: ignore[no-untyped-call]
    _probe(watcher, clock, state)


def _probe(watcher: Watcher, clock: Clock, state: dict[str, Any]) -> None:
    """Ask the models themselves, for a while."""
    with watcher.quiet():
        clock.allow(min(FOR_PROBES, max(clock.left, 1.0)))
        try:
            state["probes"] = probes.probed(watcher)
        except TooSlow:
            state["probes"] = []
        clock.stop()


def _hide() -> None:
    """Take our modules out of the register: a script's own file may have the name of one."""
    for name in [name for name in sys.modules if name.split(".")[0] == "grader"]:
        del sys.modules[name]


def _document_while_it_runs(state: dict[str, Any], *, finished: bool) -> bytes:
    """The document, though the script may go on and change what it is made of."""
    for _ in range(ATTEMPTS):
        try:
            return _document(state, finished=finished)
        except (RuntimeError, TooSlow):  # a table has grown meanwhile, or the clock rang
            continue
    return _document({"errors": state["errors"]}, finished=finished)


def _document(state: dict[str, Any], *, finished: bool) -> bytes:
    """All that was seen, as JSON."""
    watcher: Watcher | None = state.get("watcher")
    seen = watcher.told() if watcher is not None else {}
    plain = {
        key: state.get(key)
        for key in ("errors", "sources", "probes", "parts", "unreadable", "failure")
    }
    plain["raised"] = plain.pop("errors")
    document = {**seen, **plain, "finished": finished}
    return json.dumps(document, default=str, allow_nan=False, ensure_ascii=True).encode()
