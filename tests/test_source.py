"""A student's source is read as text under limits, and never run."""

from __future__ import annotations

import time

import pytest

from grader.submission.reader.parsing import decoded, parsed


@pytest.mark.parametrize("codec", ["rot13", "zlib", "hex", "undefined", "idna", "no-such-codec"])
def test_a_codec_that_makes_no_text_of_bytes_stops_nobody(codec: str) -> None:
    source = f"# coding: {codec}\nx = 1\n".encode()
    assert "x = 1" in decoded(source)


def test_a_source_that_takes_the_square_of_its_length_to_parse_is_not_parsed() -> None:
    started = time.process_time()
    assert parsed(b"import a" + b".b" * 120_000) is None
    assert parsed(b"import a" + b" . b" * 10_000) is None
    assert parsed(b"import a" + b".b" * 100) is not None
    assert time.process_time() - started < 5, "a moment where it was a minute"
