"""Stores of grades for the tests: a SQLite file, and a PostgreSQL server of our own."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.batch.store import local_url


def _programs() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


def _as_somebody() -> list[str]:
    """PostgreSQL does not run as root."""
    if os.getuid() != 0:
        return []
    return ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a PostgreSQL server of our own, which listens in a folder alone."""
    programs = _programs()
    if programs is None:
        pytest.skip("no PostgreSQL server in /usr/lib/postgresql")
    if os.getuid() == 0 and shutil.which("setpriv") is None:
        pytest.skip("PostgreSQL does not run as root, and setpriv is not there")
    # Not below pytest's folder, which is closed to others.
    home = Path(tempfile.mkdtemp(prefix="postgres-"))
    data, user = home / "data", _as_somebody()
    if user:
        shutil.chown(home, "nobody", "nogroup")
    subprocess.run(
        [*user, programs / "initdb", "-D", data, "-U", "grader", "-A", "trust", "-E", "UTF8", "-N"],
        check=True, capture_output=True, cwd="/",
    )  # fmt: skip
    server = subprocess.Popen(
        [*user, programs / "postgres", "-D", data, "-k", home, "-h", "", "-F"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/",
    )  # fmt: skip
    try:
        subprocess.run(
            [programs / "pg_isready", "-h", home, "-U", "grader", "-t", "30"],
            check=False, capture_output=True,
        )  # fmt: skip
        _await(home / ".s.PGSQL.5432")
        yield f"postgresql://grader@/postgres?host={home}"
    finally:
        server.send_signal(signal.SIGINT)  # does not wait for its clients
        server.wait(30)
        shutil.rmtree(home)


def _await(path: Path) -> None:
    """Wait until the server takes connections at its socket."""
    deadline = threading.Event()
    for _ in range(300):
        try:
            with socket.socket(socket.AF_UNIX) as probe:
                probe.connect(str(path))
                return
        except OSError:
            deadline.wait(0.1)
    raise AssertionError("PostgreSQL did not start")


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return local_url(tmp_path)
    return str(request.getfixturevalue("postgres"))
