"""The worker: answers the judge's plays with sights, one frame each, until its channel closes.

The main thread is the floor, where student code runs; everything here happens on the stage's.
"""

from __future__ import annotations

import _thread
import gc
import socket
import sys
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from grader.course.contract import Contract
from grader.frames.keys import spelled
from grader.frames.payload import pack, unpack
from grader.frames.wire import Frame, Limits, encode, read_exactly, read_frame
from grader.scenes import Work, asking, chance, perform, plainly
from grader.submission.edits import edits_of
from grader.worker.accelerators import hide_accelerators
from grader.worker.concurrency import make_harmless
from grader.worker.floor import Floor, Raised, leading, stand
from grader.worker.guard import guard_kernels, guard_threads, stand_guard
from grader.worker.imports import keep_to_the_contract, look_for_others, refuse_loader_workers
from grader.worker.integrity import survey, watch
from grader.worker.mishap import describe, describe_hanging, describe_own, place_of
from grader.worker.output import swallow_output
from grader.worker.patience import Clock, TooSlow
from grader.worker.student import StudentFunctions
from grader.worker.trace import Recorder

# Where a learner's model may lead that is written to a file and read again: its hooks are ours.
_FOUND = "grader.scenes.props", "grader.scenes.diaries"
MOST_PRINTED = 2_000  # characters of what was printed that are told


def get_ready() -> None:
    """Do once, in the nursery, what is the same for every worker."""
    guard_kernels()
    guard_threads()
    asking.run_functions_without_nodes()
    refuse_loader_workers()
    make_harmless()
    hide_accelerators()
    survey()
    _ours()
    look_for_others()


@cache
def _ours() -> list[str]:
    """The names of our modules that student code is not to find.

    Looked for in the nursery: to look at a name after the fork copies the page that it lies in.
    """
    names = [name for name in sys.modules if name.split(".")[0] == "grader"]
    return [name for name in names if name not in _FOUND]


def look_around() -> None:
    """Take note, in the nursery, of what newly imported modules have changed."""
    survey.cache_clear()
    survey()
    look_for_others()


def serve(
    channel: socket.socket,
    folder: str,
    limits: Limits,
    contract: Contract,
    clock: Callable[[list[bool]], Clock],
) -> None:
    """Answer plays until the judge hangs up; the channel is the process's only way out."""
    printed = swallow_output()
    sys.path.insert(0, folder)
    keep_to_the_contract(folder)
    stand(*_begin(channel, folder, limits, contract, clock, printed))


def _begin(
    channel: socket.socket,
    folder: str,
    limits: Limits,
    contract: Contract,
    clock: Callable[[list[bool]], Clock],
    printed: deque[str],
) -> tuple[Any, Any, list[bool]]:
    """Start the stage; what the floor needs."""
    floor, busy = Floor(), [False]
    told = (channel, folder, limits, contract, floor)
    stage = (*told, _thread.get_ident(), clock(busy), busy, printed)
    # Not a threading.Thread, which keeps its function where everybody finds it.
    _thread.start_new_thread(_stage, stage)
    return floor.next, floor.answer, busy


def _stage(
    channel: socket.socket,
    folder: str,
    limits: Limits,
    contract: Contract,
    floor: Floor,
    floors_thread: int,
    patience: Clock,
    busy: list[bool],
    printed: deque[str],
) -> None:
    """Play what is asked for, one scene after another."""
    try:
        recorder, tried = Recorder(folder), list[str]()
        leading(floor, lambda: None)(lambda: None)()  # after which the floor waits to be asked
        resting, innermost = stand_guard(folder, tried, floors_thread, patience.threads)
        shows, send = list[_Show](), channel.sendall
        patience.watch(_thread.get_ident(), _late(shows, innermost, busy, send))
        frame = _next_frame(channel, limits)
        if "edits" in frame.header:
            send(_edits(frame))
            return
        _hide(lends_loop=bool(frame.header.get("lends_loop")))
        unchanged = watch(contract.definitions)

        def require() -> None:
            resting()
            unchanged()

        functions = StudentFunctions(contract, recorder, leading(floor, require))
        show = _Show(functions, recorder, patience, folder, tried, printed)
        answer, mishap = show.answer, show.mishap
        shows.append(show)
        while True:
            reply = answer(frame)
            try:
                require()
            except BaseException as error:  # whatever was replaced may raise anything
                reply = mishap(frame, error)
            send(reply)
            frame = _next_frame(channel, limits)
    except EOFError:
        return
    finally:
        floor.ask(None)


def _edits(frame: Frame) -> bytes:
    """The edits of a learner's file that are asked for."""
    # SECURITY: a part of it is a solution. A worker that holds one plays nothing, ever.
    asked = frame.header["edits"]
    return encode({"token": frame.header["token"], "edits": edits_of(**asked)})


def _late(
    shows: list[_Show],
    innermost: Callable[[], Any],
    busy: list[bool],
    send: Callable[[bytes], object],
) -> Callable[[str], None]:
    """What tells the judge, from beside a play, that this takes too long, and where it is."""

    def late(words: str) -> None:
        (show,) = shows
        where = place_of(innermost(), show.folder) if busy[0] else None
        send(show.late(words, where))

    return late


def _next_frame(channel: socket.socket, limits: Limits) -> Frame:
    return read_frame(lambda size: read_exactly(channel, size), limits)


def _hide(*, lends_loop: bool) -> None:
    """Take our modules out of the register of all modules; what runs goes on without it."""
    if not lends_loop:
        # SECURITY: it would be found in memory, and be handed in as a learner's own.
        del asking.plain_epoch
    # SECURITY: without it one line of student code imports whatever looks at it.
    for name in _ours():
        del sys.modules[name]
    gc.freeze()


@dataclass(slots=True)
class _Show:
    """What it takes to answer a frame."""

    functions: StudentFunctions
    recorder: Recorder
    patience: Clock
    folder: str
    tried: list[str]
    printed: deque[str]
    token: str = ""
    last_words: list[str] = field(default_factory=list)

    def answer(self, frame: Frame) -> bytes:
        """Play one scene and encode what was seen, or what went wrong."""
        header = frame.header
        scene, kind, params = header["scene"], header["kind"], header["params"]
        work = Work(scene, kind, params, unpack(frame.payload), header["seed"])
        chance.seed(work.seed)  # for what a file draws while it is imported
        importing, self.token = True, header["token"]
        try:
            self.patience.begin(**header["patience"])
            if header["begins"]:
                self.functions.begin(self.folder)
            if texts := header.get("stand_ins"):
                self.functions.stand_in(texts)
            self.functions.lead(Recorder.start)(self.recorder, work.scene, traced=header["traced"])
            for name in work.needs:
                self.functions.load(name)
            importing = False
            sight = perform(self.functions, work)
            self.patience.end()
            told: dict[str, Any] = {
                "token": header["token"],
                "values": spelled(sight.values), "claims": spelled(sight.claims),
                **self._told(),
            }  # fmt: skip
            return encode(told, pack(spelled(sight.tensors)))
        except BaseException as error:  # the process's outer edge: student code raised it
            self.patience.end()
            return self.mishap(frame, error, importing=importing)

    def mishap(self, frame: Frame, error: BaseException, *, importing: bool = False) -> bytes:
        """What went wrong: an error of student code is described where that runs."""
        # SECURITY: its text is such code. An error of the stage's own stays here: its traceback
        # leads to the stage's frames, and with them to all that was seen.
        try:
            if type(error) is Raised:
                lead = self.functions.lead(describe)
                told = plainly(lead(error.args[0], self.folder, importing=importing))
            else:
                told = describe_own(error)
        except BaseException as second:  # the same again, or the text cannot be had
            told = describe_own(second)
        return encode({"token": frame.header["token"], "mishap": told} | self._told())

    def late(self, words: str, where: tuple[str | None, int | None] | None) -> bytes:
        """What is said of a play that is still going on, from beside it, when its time is over.

        `where` is the learner's place; None where it is the stage that looks at something endless.
        """
        told = describe_hanging(words, *where) if where else describe_own(TooSlow())
        # SECURITY: student code goes on meanwhile, and may have put anything there. What is none
        # of its text is left alone, and stays: finalizers would run where the last of it is let go.
        self.last_words = list(self.printed)
        printed = "".join([text for text in self.last_words if type(text) is str])[-MOST_PRINTED:]
        header = {"token": self.token, "mishap": told, "trace": list(self.recorder.events)}
        return encode(header | {"printed": printed, "tried": list(self.tried)})

    def _told(self) -> dict[str, Any]:
        """What explains a play: its trace, what was printed, and what was tried since the last."""
        tried = list(self.tried)
        self.tried.clear()
        try:
            # Where student code runs, for it may have been at the recorder and at the stream.
            trace, printed = plainly(self.functions.lead(_explained)(self.recorder, self.printed))
        except BaseException:  # it is there to explain; what was seen is not its business
            trace, printed = [], ""
        return {"trace": trace, "printed": printed, "tried": tried}


def _explained(recorder: Recorder, printed: deque[str]) -> tuple[Any, str]:
    """The trace so far, and the end of what was printed since this was asked for the last time."""
    end = "".join(printed)[-MOST_PRINTED:]
    printed.clear()
    return recorder.events, end
