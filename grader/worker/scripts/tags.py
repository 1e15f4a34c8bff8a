"""What is known of a tensor beside its numbers: where it came from, and what made it."""

from __future__ import annotations

import weakref
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Tag:
    """What is known of a tensor.

    batch: the number of the batch it was handed out in, 0 for none; root: the data that its items
    are of; split: `train` or `test` where the data says so; label: whether it holds labels.
    made: the function that made it, looked at through views and dropout; details of that beside it.
    forward: the newest forward pass that it came out of; forwards: the others that it came out of.
    """

    batch: int = 0
    root: str = ""
    split: str = ""
    label: bool = False
    made: str = ""
    dim: int | None = None
    line: tuple[str, int] = ("", 0)
    shape: tuple[int, ...] = ()
    forward: int = 0
    loss: int = 0
    terms: int = 0
    before: str = ""
    forwards: frozenset[int] = frozenset()


NOTHING = Tag()


class Tags:
    """The tags of tensors that are alive, by identity."""

    def __init__(self) -> None:
        self._tags: dict[int, tuple[weakref.ref[Any], Tag]] = {}

    def of(self, value: object) -> Tag:
        """The tag of a tensor, an empty one where it has none."""
        found = self._tags.get(id(value))
        return found[1] if found is not None else NOTHING

    def put(self, tensor: Any, tag: Tag) -> None:
        """Give a tensor a tag."""
        key, tags = id(tensor), self._tags

        def gone(_: Any) -> None:
            tags.pop(key, None)

        tags[key] = (weakref.ref(tensor, gone), tag)

    def forwards(self, tensor: object) -> frozenset[int]:
        """All forward passes that a tensor came out of."""
        tag = self.of(tensor)
        return tag.forwards | {tag.forward} if tag.forward else tag.forwards

    def change(self, tensor: Any, **facts: Any) -> None:
        """Change parts of a tensor's tag."""
        self.put(tensor, replace(self.of(tensor), **facts))
