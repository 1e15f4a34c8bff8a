"""A student's source is read as text under limits, and never run."""

from __future__ import annotations

import time

import pytest

from grader.submission.reader.parsing import decoded, parsed
from grader.submission.source import operation_line, use_line


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


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("    return model(images).relu()\n", 2),
        ("    out = model(images)\n    return out\n", 2),
        ("    out = model(images)\n    out = out.relu()\n    return out\n", 3),
        ("    images = images * 255\n    out = model(images)\n    return out\n", 2),
        ("    out = model(images)\n    out *= 3\n    kept = out\n    return kept\n", 3),
        ("    out = images * 2\n    images = 1\n    return float(out)\n", 2),
        ("    out = images * 2\n    images = 1\n    return out.item()\n", 2),
        ("    out = model(images, images)\n    other = images * 2\n    return out\n", 2),
        ("    pass\n", 1),
    ],
)
def test_the_line_of_what_is_returned_is_that_of_the_last_work_on_it(body: str, line: int) -> None:
    tree = parsed(f"def forward(model, images):\n{body}".encode())
    assert operation_line(tree, "forward") == line


NET = """class Base(Module):
    def __init__(self):
        self.squash = Softmax(1)
        self.size = 3

    def forward(self, x):
        return self.squash(x)


class Net(Base):
    pass
"""


def test_a_layer_is_used_where_it_is_called() -> None:
    tree = parsed(NET.encode())
    assert [use_line(tree, line) for line in (3, 4, None)] == [7, 4, None]
    assert operation_line(tree, "Net") == 7, "what a class inherits is its own"
    assert operation_line(parsed(b"class A(B): pass\nclass B(A): pass\n"), "A") is None
