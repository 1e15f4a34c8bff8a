"""Frames: whatever the bytes are, they are a message or a WireError, and never cost too much."""

from __future__ import annotations

import contextlib
import json
import math
import random
import struct
import tracemalloc

import pytest
import safetensors.torch
import torch
from hypothesis import example, given, settings
from hypothesis import strategies as st
from mangled_frames import LIMITS, VALID, mangled, outcome

from grader.errors import FrameTooLarge, WireError
from grader.frames.payload import pack, unpack
from grader.frames.wire import PREFIX, Frame, Limits, decode, encode, lengths, read_frame

scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
documents = st.dictionaries(
    st.text(),
    st.recursive(
        scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20
    ),
    max_size=5,
)
TYPES = [torch.float32, torch.float64, torch.float16, torch.int64, torch.int32, torch.bool]


@st.composite
def tensors(draw: st.DrawFn) -> torch.Tensor:
    """A tensor of any of our types in a small shape, empty ones and single numbers included."""
    shape = draw(st.lists(st.integers(0, 4), max_size=3))
    kind = draw(st.sampled_from(TYPES))
    size = math.prod(shape) * torch.tensor([], dtype=kind).element_size()
    if kind is torch.bool:
        flags = draw(st.lists(st.booleans(), min_size=size, max_size=size))
        return torch.tensor(flags, dtype=kind).view(shape)
    content = bytearray(draw(st.binary(min_size=size, max_size=size)))
    if not size:
        return torch.zeros(shape, dtype=kind)
    return torch.frombuffer(content, dtype=kind).view(shape)


def read(data: bytes, limits: Limits = LIMITS) -> Frame:
    place = 0

    def part(size: int) -> bytes:
        nonlocal place
        place += size
        return data[place - size : place]

    return read_frame(part, limits)


@given(documents, st.dictionaries(st.text(max_size=20), tensors(), max_size=4))
@settings(deadline=None)
def test_what_was_encoded_is_read_back(
    header: dict[str, object], named: dict[str, torch.Tensor]
) -> None:
    named.pop("__metadata__", None)  # a name that the format keeps for itself
    frame = read(encode(header, pack(named)), Limits())
    tensors = unpack(frame.payload)
    assert json.dumps(frame.header) == json.dumps(json.loads(json.dumps(header)))
    assert tensors.keys() == named.keys()
    for name, tensor in named.items():
        assert tensors[name].dtype == tensor.dtype
        assert tensors[name].shape == tensor.shape
        assert tensors[name].numpy().tobytes() == tensor.numpy().tobytes()


@given(st.binary(max_size=300))
@example(b"")
@example(b"\xff" * 8)
@example(PREFIX.pack(2, 0) + b"[]")
@example(PREFIX.pack(5, 0) + b'"a":1')
@settings(deadline=None)
def test_any_bytes_are_a_frame_or_an_error_of_ours(data: bytes) -> None:
    outcome(data)


@given(st.binary(max_size=200), st.binary(max_size=200))
@settings(deadline=None)
def test_decoding_raises_nothing_but_wire_errors(header: bytes, payload: bytes) -> None:
    for document in (header, b"{}"):
        with contextlib.suppress(WireError):
            unpack(decode(document, payload).payload)


@given(st.integers(0, 2**64 - 1))
@settings(deadline=None, max_examples=1500)
def test_a_valid_frame_changed_at_random_is_read_or_refused(seed: int) -> None:
    outcome(mangled(random.Random(seed)))


@pytest.mark.parametrize("data", VALID)
def test_the_frames_that_are_changed_are_valid_themselves(data: bytes) -> None:
    assert outcome(data) == "read"


NUMBERS = st.sampled_from([0, 1, 4, 7, 8, 48, 2**31, 2**32, 2**53, 2**63 - 1, 2**63, 2**64 - 1, -1])
NAMES = st.sampled_from(["F32", "F64", "I64", "BOOL", "F8_E4M3", "F4", "C64", "X", "", 5, None, []])


@given(
    st.dictionaries(
        st.text(max_size=5),
        st.fixed_dictionaries(
            {
                "dtype": NAMES,
                "shape": st.lists(NUMBERS | st.floats(), max_size=4),
                "data_offsets": st.lists(NUMBERS, max_size=3),
            }
        ),
        max_size=3,
    ),
    st.binary(max_size=64),
    NUMBERS,
)
@settings(deadline=None, max_examples=500)
def test_a_table_of_tensors_that_lies_is_refused(
    table: dict[str, object], content: bytes, length: int
) -> None:
    text = json.dumps(table).encode()
    for announced in (len(text), length % 2**64):
        payload = struct.pack("<Q", announced) + text + content
        data = PREFIX.pack(2, len(payload)) + b"{}" + payload
        outcome(data)


@pytest.mark.parametrize(
    "text",
    [b"[" * 200_000, b'{"a":' * 100_000, b'{"a":' + b"1" * 500_000 + b"}"],
    ids=["lists", "objects", "digits"],
)
def test_headers_that_are_nested_or_counted_too_far_are_refused(text: bytes) -> None:
    with pytest.raises(WireError):
        decode(text, b"")


@given(st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1))
def test_lengths_over_the_limits_are_refused_before_anything_is_read(
    header: int, payload: int
) -> None:
    prefix = PREFIX.pack(header, payload)
    if header > LIMITS.header or payload > LIMITS.payload:
        with pytest.raises(FrameTooLarge):
            lengths(prefix, LIMITS)
    else:
        assert lengths(prefix, LIMITS) == (header, payload)


def test_a_frame_that_announces_gigabytes_costs_nothing() -> None:
    tracemalloc.start()
    try:
        assert outcome(b"\xff" * 8, Limits()) == "too large"
        assert tracemalloc.get_traced_memory()[1] < 100_000
    finally:
        tracemalloc.stop()


def test_a_payload_of_a_hundred_thousand_empty_tensors_is_refused_at_once() -> None:
    names = (f'"{i}":{{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}' for i in range(100_000))
    table = ("{" + ",".join(names) + "}").encode()
    payload = struct.pack("<Q", len(table)) + table
    with pytest.raises(WireError, match="table"):
        unpack(decode(b"{}", payload).payload)


@pytest.mark.parametrize("value", [object(), {1, 2}, b"bytes", 1j])
def test_what_is_not_json_cannot_be_encoded(value: object) -> None:
    with pytest.raises(WireError):
        encode({"value": value})


def test_tensors_that_share_memory_travel_as_copies() -> None:
    whole = torch.arange(6.0)
    parts = {"a": whole[:3], "b": whole[2:], "c": whole.view(2, 3).T}
    tensors = unpack(read(encode({}, pack(parts))).payload)
    assert tensors["b"].tolist() == [2, 3, 4, 5]
    assert tensors["c"].tolist() == [[0, 3], [1, 4], [2, 5]]
    assert safetensors.torch.load(safetensors.torch.save({"a": whole}))["a"].equal(whole)
