"""A worker that is a process of its own: it warms up, is told its submission, and plays.

It is started by name (`python -I -m grader.worker.portable`) in a clean environment, with an
invitation on its standard input, and is not sealed.
"""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from functools import partial

from grader.course.contract import Contract
from grader.frames.wire import Limits, encode, read_exactly, read_frame
from grader.sandbox.lifeline import invited, lead_nowhere
from grader.sandbox.loopback import call

TOLD = Limits(header=1 << 20, payload=1 << 30)


def main() -> None:
    """The process, which ends with its parent."""
    gc.disable()  # until all is imported: it would walk torch's modules again and again
    channel, _ = call(invited())
    # Here, so that whoever waits for the call need not wait for PyTorch.
    from grader.worker import main as worker
    from grader.worker.timer import Timer
    from grader.worker.warm import hold, warm_up

    warm_up()
    gc.freeze()
    frame = read_frame(partial(read_exactly, channel), TOLD)
    told = frame.header
    hold(frame.payload, told["modules"])
    contract, limits = Contract.from_plain(told["contract"]), Limits(**told["limits"])
    # What goes wrong before this is ours, what goes wrong after it is the submission's. A launcher
    # of Windows starts the interpreter, so that the parent does not know this number.
    channel.sendall(encode({"ready": True, "pid": os.getpid()}))
    lead_nowhere(2)
    if told["serves"]:  # a module that `hold` has imported
        sys.modules[told["serves"]].serve(channel, told["folder"], limits)
    else:
        worker.serve(channel, told["folder"], limits, contract, Timer)


if __name__ == "__main__":
    with contextlib.suppress(EOFError):  # the parent has hung up
        main()
    os._exit(0)
