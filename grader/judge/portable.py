"""The process of a judge of the portable way: it starts a worker first, which imports beside it.

It is started by name (`python -I -m grader.judge.portable WORD`) in a clean environment, with an
invitation on its standard input. WORD is `once`, or `kept` where it will grade many.
"""

from __future__ import annotations

import gc
import os
import sys
from multiprocessing.connection import Connection
from pathlib import Path

from grader.sandbox.lifeline import invited
from grader.sandbox.loopback import call
from grader.sandbox.portable import Ahead


def main() -> None:
    """The process, which ends with its parent, whatever ends that."""
    del sys.argv[1:]
    gc.disable()  # until all is imported: it would walk torch's modules again and again
    socket, told = call(invited())
    channel = Connection(socket.detach())
    home = Path(told["home"], "workers")
    home.mkdir()
    with Ahead(home) as ahead:
        ahead.want(1)
        from grader.judge.serving import serve

        gc.freeze()
        gc.enable()
        try:
            serve(channel, lambda _: (ahead, []))
        except (EOFError, ConnectionError):
            pass  # the parent has hung up, or is gone
        finally:
            sys.stderr.flush()


if __name__ == "__main__":
    main()
    # Torch would take half a second to be taken down.
    os._exit(0)
