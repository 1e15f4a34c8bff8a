"""A submission as bytes with a digest, on its way to a lane on this machine or another."""

from __future__ import annotations

import hashlib
import json
import struct
from dataclasses import asdict, dataclass
from typing import Any

from grader.errors import WireError
from grader.submission.origin import Origin
from grader.submission.submission import Submission, Unreadable

_HEAD = struct.Struct(">I")


@dataclass(frozen=True, slots=True)
class Job:
    """What a lane is handed: the key under which the grade is kept, and the submission."""

    key: str
    content: bytes


@dataclass(frozen=True, slots=True)
class JobResult:
    """What came back: the contract's document without a name, as JSON.

    `failed` says that the grader could not finish: it is set aside, and tried again another time.
    """

    key: str
    document: bytes
    failed: bool
    seconds: float


def pack(submission: Submission) -> bytes:
    """The files behind a header with their names and sizes; the submission's name stays here."""
    files = sorted(submission.files.items())
    header = {
        "files": [[name, len(content)] for name, content in files],
        "left_out": list(submission.left_out),
        "origin": None if submission.origin is None else asdict(submission.origin),
        "unreadable": submission.unreadable,
        "cpu": submission.cpu,
        "digest": intake_digest(submission),
    }
    head = json.dumps(header).encode()
    return b"".join((_HEAD.pack(len(head)), head, *(content for _, content in files)))


def unpack(content: bytes) -> Submission:
    """The submission, nameless.

    Raises:
        WireError: what came is not what was sent.
    """
    try:
        (length,) = _HEAD.unpack_from(content)
        at = _HEAD.size + length
        header = json.loads(content[_HEAD.size : at])
        files = {}
        for name, size in header["files"]:
            files[name], at = content[at : at + size], at + size
        origin = header["origin"] and _origin(header["origin"])
        unreadable = header["unreadable"] and Unreadable(*header["unreadable"])
        left_out, cpu = tuple(header["left_out"]), float(header["cpu"])
        submission = Submission("", files, left_out, origin, unreadable, cpu)
        if at == len(content) and intake_digest(submission) == header["digest"]:
            return submission
    except (struct.error, ValueError, KeyError, TypeError) as error:
        raise WireError(f"a submission was damaged on its way: {error}") from None
    raise WireError("a submission was damaged on its way: its digest is another one")


def intake_digest(submission: Submission) -> str:
    """SHA-256 over all that a document may depend on: files, what was left out, and line places.

    The name of the submission is no part of it.
    """
    origin = submission.origin
    about = json.dumps([submission.left_out, origin and asdict(origin), submission.unreadable])
    return hashlib.sha256(f"{submission.digest}\0{about}".encode()).hexdigest()


def _origin(document: dict[str, Any]) -> Origin:
    places = {
        file: tuple((place[0], place[1]) if place else None for place in lines)
        for file, lines in document["places"].items()
    }
    return Origin(**{**document, "places": places})
