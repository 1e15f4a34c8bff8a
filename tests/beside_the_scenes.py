"""Prints every function written in Python, and not ours, that runs in the thread of the scenes.

A worker's own loop runs here, with a profile function on the stage, and the judge's side of its
channel is a thread. To be run by `test_scenes.py`.
"""

from __future__ import annotations

import _thread
import os
import socket
import sys
from pathlib import Path
from types import FrameType
from typing import Any

import torch

from grader.course.marks import shipped_contract
from grader.course.shipped import shipped
from grader.courses.mnist import works
from grader.examiner.draw import Draw
from grader.examiner.solutions import read_solutions
from grader.examiner.start import training_work
from grader.frames.payload import pack
from grader.frames.wire import Limits, encode, read_exactly, read_frame
from grader.scenes import training
from grader.worker import integrity, main, warm
from grader.worker.alarms import Alarms

ROOT = Path(__file__).parent.parent
OURS = str(ROOT / "grader") + os.sep
_PARTS = {
    "model": "SimpleNN",
    "loss": "make_criterion",
    "optimizer": "make_optimizer",
    "loop": "train_epoch",
}

draw = Draw(shipped_contract(), "a", "b", "c")
PLAYS = [
    works.backward(draw, [4, 3], idle=True),
    works.forward(draw, [4], batch_norm=True),
    works.criterion(draw, [4]),
    works.losses(draw, [4]),
    works.step(draw, 2),
    works.optimizer(draw, 2, "default"),
    works.train_step(draw, [4, 3]),
    works.train_epoch(draw, 10, 4, dropout=0.5),
    works.evaluate(draw, 10, 4),
    works.simple_nn(draw, [3, 4]),
    training_work(
        draw,
        read_solutions(shipped("solutions"), shipped_contract()),
        _PARTS,
        1,
        [*_PARTS.values()],
        0.1,
        16,
    ),
]
foreign: set[str] = set()


def note(frame: FrameType, event: str, arg: object) -> None:
    """Note a function that is not ours; a dataclass's own __init__ is made of ours."""
    code = frame.f_code
    if event == "call" and not code.co_filename.startswith((OURS, "<string>")):
        foreign.add(f"{code.co_filename} {code.co_qualname}")


def guard_with_a_profile(*places: Any) -> Any:
    """The worker's own guard, which refuses a profile from here on."""
    sys.setprofile(note)
    return guard(*places)


def watch_from_here(*registers: Any) -> Any:
    """The worker's own watch: what ran before it ran before any student code."""
    require = watch(*registers)
    foreign.clear()
    return require


def judge(channel: socket.socket, said: int) -> None:
    """Ask for each play, then print what was noted and end the process."""
    told = []
    for work in PLAYS:
        header = {"token": "t", "scene": work.scene, "kind": work.kind, "params": work.params,
                  "seed": 0, "begins": True, "stand_ins": {}, "traced": True,
                  "patience": {"cpu": 20, "wall": 20}}  # fmt: skip
        channel.sendall(encode(header, pack(work.tensors)))
        answer = read_frame(lambda size: read_exactly(channel, size), Limits())
        told.append(f"{work.scene}: {'a sight' if 'values' in answer.header else answer.header}")
    os.write(said, "\n".join([*told, *sorted(foreign)]).encode())
    os._exit(0)


if __name__ == "__main__":
    warm.warm_up()
    training.hold(torch.rand(64, 1, 28, 28), torch.randint(0, 10, (64,)))
    watch, guard = main.watch, main.stand_guard
    main.watch, main.stand_guard = watch_from_here, guard_with_a_profile
    integrity._alone = lambda: tuple  # the profile is a trace function, and the judge a thread
    integrity.survey.cache_clear()
    integrity.survey()
    ours, theirs = socket.socketpair()
    _thread.start_new_thread(judge, (ours, os.dup(1)))
    limits = Limits(payload=64 << 20)
    main.serve(theirs, str(ROOT / "solutions"), limits, shipped_contract(), Alarms)
