"""The nursery of workers: PyTorch and the stage, warm, and nothing secret.

A judge's process forks it before it has learned anything itself (grader/judge/main.py), so that
both share one PyTorch; whoever knows a secret starts it by name (`python -I -m
grader.worker.nursery`, the control channel as standard input). Either way it inherits nothing of a
judge but that channel.
"""

from __future__ import annotations

import gc

gc.disable()  # Until all is imported: the collector would walk torch's modules again and again.

import os
import socket
import sys
from typing import Any

from grader.course.contract import Contract
from grader.frames.wire import Limits
from grader.sandbox import nursery
from grader.sandbox.nursery import Program, Serve
from grader.worker import main as worker
from grader.worker.alarms import Alarms
from grader.worker.warm import hold, warm_up


def fork(*ours: int) -> tuple[int, socket.socket]:
    """Fork this warm process into a nursery; its number, and our end of its control channel.

    `ours` are the descriptors that are no business of a nursery's.
    """
    near, far = socket.socketpair()
    child = os.fork()
    if child:
        far.close()
        return child, near
    try:
        near.close()
        for descriptor in ours:
            os.close(descriptor)
        nursery.run(far, WORKERS)
    finally:
        # SECURITY: a child that returned from here would become a second judge.
        os._exit(70)


def _begin(told: dict[str, Any]) -> Serve:
    """What workers serve: the plays of one course."""
    # SECURITY: names and signatures, as plain values. An answer in them would lie in the memory of
    # every worker; a module imported for them now would be neither hidden nor watched there.
    contract = Contract.from_plain(told["contract"])

    def serve(channel: socket.socket, folder: str, limits: Limits, module: str) -> None:
        if module:  # one that `hold` has imported
            sys.modules[module].serve(channel, folder, limits)
        else:
            worker.serve(channel, folder, limits, contract, Alarms)

    return serve


WORKERS = Program(_begin, hold)

if __name__ == "__main__":
    warm_up()
    nursery.run(socket.socket(fileno=os.dup(0)), WORKERS)
