"""The process of a judge: it imports PyTorch, forks the nursery, and only then is told anything.

It is started by name (`python -I -m grader.judge.main WORD`) in a clean environment, with its
channel as standard input, and never forked. WORD is `once`, or `kept` where it will grade many.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from multiprocessing.connection import Connection

from grader.sandbox import kernel, memory


def main(word: str) -> None:
    """The process, which ends with its parent, whatever ends that."""
    del sys.argv[1:]
    gc.disable()  # until all is imported: it would walk torch's modules again and again
    if kernel.supported():
        kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
    channel = Connection(os.dup(0))
    _close_standard_input()
    with memory.code_released():
        from grader.worker import nursery, warm

        warm.warm_up()
    gc.freeze()
    if word == "kept":
        memory.gather()
    # SECURITY: a fork hands on all that its parent knows. Nothing was read from the channel yet:
    # course, seed, options and submission are told to a process that never forks again.
    child, control = nursery.fork(channel.fileno())
    # Here, and not above: checks, mistakes and reference are no business of the nursery's.
    from grader.judge.serving import serve
    from grader.sandbox.launch import Launched

    gc.freeze()
    gc.enable()
    try:
        serve(channel, lambda home: (Launched(home, child, control), [child]))
    except (EOFError, ConnectionError):
        pass  # the parent has hung up, or is gone
    finally:
        sys.stderr.flush()
    # Torch would take half a second to be taken down.
    os._exit(0)


def _close_standard_input() -> None:
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)


if __name__ == "__main__":
    main(sys.argv[1])
