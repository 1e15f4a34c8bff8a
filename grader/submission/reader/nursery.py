"""The nursery of readers: the parsers, warm, in an interpreter that holds nothing else.

It is started by name (`python -I -m grader.submission.reader.nursery`), its control channel as
standard input.
"""

from __future__ import annotations

import os
import socket

from grader.sandbox import nursery
from grader.sandbox.nursery import Program
from grader.submission.reader.serving import serve

if __name__ == "__main__":
    nursery.run(
        socket.socket(fileno=os.dup(0)), Program(lambda told: lambda channel, *_: serve(channel))
    )
