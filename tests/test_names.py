"""Names are written so that no two look alike, and what is written is the name again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.results.names import legible, likeness, meant, unseen

# Everything that a file system may hold: bytes that are no text come as lone surrogates.
NAMES = st.text(st.characters(), max_size=12)


@given(NAMES)
def test_a_name_comes_back_from_how_it_is_written(name: str) -> None:
    assert meant(legible(name)) == name


@given(NAMES)
def test_what_is_written_can_be_seen_and_encoded(name: str) -> None:
    written = legible(name)
    assert not unseen(written)
    assert written.encode("utf-8").decode() == written
    assert written == " ".join(written.split())


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Ada Lovelace", "Ada Lovelace"),
        ("J\u00fcrgen", "J\u00fcrgen"),
        ("a\u200bda", r"a\u200bda"),
        ("\u202eada", r"\u202eada"),
        ("ada\udcff", r"ada\udcff"),
        ("ada ", r"ada\x20"),
        ("a  b", r"a \x20b"),
        ("a\u00a0b", r"a\xa0b"),
        ("a\nb", r"a\x0ab"),
        ("\u3164", r"\u3164"),
        ("a\U000e0041", r"a\U000e0041"),
        (r"a\u200bda", r"a\\u200bda"),
    ],
)
def test_what_cannot_be_seen_is_written_as_an_escape(name: str, written: str) -> None:
    assert legible(name) == written


@pytest.mark.parametrize(
    "twin", ["a\u200bda", "ada\ufe0f", "\uff41da", "ADA", " ada", "a\u034fda", "ada\u3164"]
)
def test_names_that_look_the_same_have_one_likeness(twin: str) -> None:
    assert likeness(twin) == likeness("ada")
    assert likeness("J\u00fcrgen") == likeness("Ju\u0308rgen") != likeness("Jurgen")
    assert likeness("ada\udcff") != likeness("ada")
