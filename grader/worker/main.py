"""The worker: answers the judge's plays with sights, one frame each, until its channel closes."""

from __future__ import annotations

import socket
import sys
from typing import Any

from grader.scenes import SCENES, Work, play
from grader.wire import Frame, Limits, encode, read_exactly, read_frame
from grader.worker.mishap import describe
from grader.worker.output import swallow_output
from grader.worker.patience import patience
from grader.worker.student import StudentCast, stand_in
from grader.worker.trace import Recorder


def serve(channel: socket.socket, folder: str, limits: Limits) -> None:
    """Answer plays until the judge hangs up; the channel is the process's only way out."""
    swallow_output()
    sys.path.insert(0, folder)
    recorder = Recorder(folder)
    cast = StudentCast(recorder)
    while True:
        try:
            frame = read_frame(lambda size: read_exactly(channel, size), limits)
        except EOFError:
            return
        channel.sendall(_answer(frame, cast, recorder, folder))


def _answer(frame: Frame, cast: StudentCast, recorder: Recorder, folder: str) -> bytes:
    """Play one scene and encode what was seen, or what went wrong."""
    work = Work(frame.header["scene"], frame.header["params"], frame.tensors)
    token = frame.header["token"]
    stand_in(frame.header.get("stand_ins", []))
    recorder.start()
    importing = True
    try:
        with patience(**frame.header["patience"]):
            for name in (*SCENES[work.scene].needs, *work.params.get("own", ())):
                cast.load(name)
            importing = False
            sight = play(cast, work)
            cast.integrity.require()
        header: dict[str, Any] = {
            "token": token, "values": sight.values, "notes": sight.notes, "trace": recorder.events
        }  # fmt: skip
        return encode(header, sight.tensors)
    except BaseException as error:  # the process's outer edge: student code raised it
        mishap = describe(error, folder, importing=importing)
        return encode({"token": token, "mishap": mishap, "trace": recorder.events})
