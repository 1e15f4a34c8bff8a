"""A reader that is a process of its own, limited from outside and not sealed.

It is started by name (`python -I -m grader.submission.reader.portable`) in a clean environment,
with an invitation on its standard input.
"""

from __future__ import annotations

import contextlib
import os
from functools import partial

from grader.frames.wire import Limits, encode, read_exactly, read_frame
from grader.sandbox.lifeline import invited, lead_nowhere
from grader.sandbox.loopback import call
from grader.submission.reader.serving import serve


def main() -> None:
    """The process, which ends with its parent."""
    channel, _ = call(invited())
    read_frame(partial(read_exactly, channel), Limits())  # what only a worker has use for
    # What goes wrong before this is ours, what goes wrong after it is the submission's.
    channel.sendall(encode({"ready": True, "pid": os.getpid()}))
    lead_nowhere(2)
    serve(channel)


if __name__ == "__main__":
    with contextlib.suppress(EOFError):  # the parent has hung up
        main()
    os._exit(0)
