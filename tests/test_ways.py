"""Which of the two ways of starting workers a platform has, and how another is asked for."""

from __future__ import annotations

import socket

import pytest

from grader.errors import JudgeError
from grader.sandbox.ways import VARIABLE, Way, offers_sealed, way_here


@pytest.mark.parametrize("platform", ["darwin", "win32", "freebsd14"])
def test_no_other_platform_than_linux_ever_forks(platform: str) -> None:
    assert not offers_sealed(platform)


def test_a_platform_that_lacks_a_part_has_the_portable_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.delattr(socket, "send_fds")
    assert way_here() is Way.PORTABLE
    monkeypatch.setenv(VARIABLE, "sealed")
    with pytest.raises(JudgeError, match="this platform has the portable way alone"):
        way_here()


def test_the_portable_way_can_be_asked_for_anywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "portable")
    assert way_here() is Way.PORTABLE


def test_a_way_that_nobody_knows_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "PORTABLE")
    with pytest.raises(JudgeError, match="say sealed or portable"):
        way_here()
