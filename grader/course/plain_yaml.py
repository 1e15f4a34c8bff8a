"""A file of plain YAML, read under limits into plain values; errors name the line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from grader.errors import CourseError

LARGEST = 256 << 10


def read_document(path: Path) -> dict[Any, Any]:
    """The top mapping of a YAML file.

    Raises:
        CourseError: it cannot be read, or holds more than plain values; with file and line.
    """
    try:
        return _document(_content(path))
    except CourseError as error:
        raise CourseError(f"{path}: {error}") from None


def line_of(path: Path, location: Sequence[int | str]) -> int | None:
    """The line of a field, or of what should hold it where it is missing; None for the whole."""
    node, line = yaml.compose(_content(path), Loader=_PlainLoader), None
    for step in location:
        found = _below(node, step)
        if found is None:
            break
        line, node = found
    return line


def _below(node: yaml.Node | None, step: int | str) -> tuple[int, yaml.Node] | None:
    """The line on which a part of a list or mapping begins, and the part."""
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step].start_mark.line + 1, node.value[step]
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == step:
                return key.start_mark.line + 1, value
    return None


def shortened(value: object) -> str:
    """A value as it was given, on one line, cut where it is long."""
    if isinstance(value, (dict, list, tuple)):
        return "a mapping" if isinstance(value, dict) else "a list"
    # An int of thousands of digits cannot even be written.
    text = "a huge number" if isinstance(value, int) and value.bit_length() > 200 else repr(value)
    return text if len(text) <= 60 else f"{text[:56]}..."


def _content(path: Path) -> bytes:
    if path.exists() and not path.is_file():  # a pipe would wait for ever
        raise CourseError("is not a file; give the course.yaml itself")
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise CourseError(f"cannot be read: {error.strerror}; check the path") from None
    if len(content) > LARGEST:
        raise CourseError(f"is larger than {LARGEST:,} bytes; this is hardly a course")
    return content


def _document(content: bytes) -> dict[Any, Any]:
    """The top mapping of a YAML document; plain values, each written out once."""
    try:
        document = yaml.load(content, Loader=_PlainLoader)
    except yaml.MarkedYAMLError as error:
        line = f"line {error.problem_mark.line + 1}: " if error.problem_mark else ""
        context = error.context if (error.problem or "but").startswith("but") else ""
        problem = _on_one_line(f"{context or ''} {error.problem or ''}")
        raise CourseError(f"{line}is not YAML: {problem}; mend this line") from None
    except yaml.reader.ReaderError as error:
        raise CourseError(_unreadable(content, error)) from None
    except (yaml.YAMLError, ValueError) as error:
        problem = _on_one_line(error).split(";")[0]
        raise CourseError(f"holds what YAML cannot read: {problem}; mend it") from None
    except RecursionError:
        raise CourseError("is nested too deeply; this is hardly a course") from None
    if document is None:
        raise CourseError("is empty; start from the course.yaml that comes with mnist-grade")
    if not isinstance(document, dict):
        raise CourseError("must be a mapping with name, title, seed, dataset, targets, exercises")
    return document


def _unreadable(content: bytes, error: yaml.reader.ReaderError) -> str:
    """Where a letter is that YAML cannot read; its position counts bytes where it is no UTF-8."""
    if error.encoding == "unicode":
        line = content.decode()[: error.position].count("\n") + 1
        return f"line {line}: holds a letter that YAML cannot read; remove it"
    line = content[: error.position].count(b"\n") + 1
    return f"line {line}: holds a letter that is no UTF-8; save the file as UTF-8"


class _PlainLoader(yaml.SafeLoader):
    """Safe YAML without what a course has no use for; a key that stands twice is an error."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event: Any = self.peek_event()  # type: ignore[no-untyped-call]
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent):
            # SECURITY: a few lines of aliases to aliases stand for more values than memory holds.
            raise CourseError(f"line {line}: aliases are not read here; write the value out")
        if getattr(event, "tag", None) is not None:
            raise CourseError(f"line {line}: tags are not read here; remove {shortened(event.tag)}")
        return super().compose_node(parent, index)

    def construct_yaml_timestamp(self, node: yaml.ScalarNode) -> Any:
        """A day that no calendar has stays as it is written: whoever wants a day refuses it."""
        try:
            return super().construct_yaml_timestamp(node)
        except ValueError:
            return node.value

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                raise CourseError(f"line {line}: a list or mapping is no name of a field; mend it")
            if key.value in seen:
                raise CourseError(
                    f"line {line}: {shortened(key.value)} stands there twice; keep one"
                )
            seen.add(key.value)
        return super().construct_mapping(node, deep)


_PlainLoader.add_constructor("tag:yaml.org,2002:timestamp", _PlainLoader.construct_yaml_timestamp)


def _on_one_line(value: object) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in str(value)).split())[:200]
