"""Levels of protection: an order, what reaches them, and what is missing."""

from __future__ import annotations

import pytest

from grader.sandbox.levels import MEANING, SEAL_NAMES, Level, level_of, missing_for
from grader.sandbox.seals import SEALS

ALL = tuple(SEALS)


def test_the_seals_are_known_by_name_where_they_cannot_be_put_on() -> None:
    assert SEAL_NAMES == ALL


def test_all_seals_reach_the_highest_level_and_none_the_lowest() -> None:
    assert level_of(ALL) is max(Level)
    assert level_of(()) is Level.NONE
    assert level_of(f"{name}: off, not here" for name in ALL) is Level.NONE


def test_limits_alone_are_a_level_of_their_own() -> None:
    assert level_of(("session", "limits", "files: off, an old kernel")) is Level.LIMITS


@pytest.mark.parametrize("name", ["session", "limits", "files", "capabilities", "calls"])
def test_a_seal_that_is_off_is_named_with_its_reason(name: str) -> None:
    line = f"{name}: off, the kernel is too old"
    seals = [line if seal == name else seal for seal in ALL]
    assert level_of(seals) < Level.SEALED
    assert missing_for(Level.SEALED, seals) == (line,)


def test_sealed_does_without_namespaces_for_containers_have_none() -> None:
    assert level_of(name for name in ALL if name != "namespaces") is Level.SEALED


def test_every_level_has_a_name_and_a_meaning() -> None:
    assert [str(level) for level in Level] == ["none", "limits", "sealed"]
    assert all(Level.named(str(level)) is level for level in Level)
    assert MEANING.keys() == set(Level)
