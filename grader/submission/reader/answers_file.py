"""A file of answers, parsed under limits."""

from __future__ import annotations

import codecs
import re

import yaml

from grader.submission.answers import Answers, AnswersError

LARGEST = 64 << 10
DEEPEST = 5
# SECURITY: a base loader builds texts alone, no numbers, dates or objects. libyaml's is 30 times
# as fast, where PyYAML was built with it.
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_LINE_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")  # YAML's


def parse_answers(content: bytes) -> Answers:
    """Read a file of answers without believing it.

    Raises:
        AnswersError: it is too large, not text, not YAML, or not a mapping.
    """
    if len(content) > LARGEST:
        raise AnswersError(f"the file is larger than {LARGEST:,} bytes")
    try:
        text = content.decode(_encoding(content))
        _require_plain(text)
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        raise _unreadable(error, text) from None
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise AnswersError("it is not UTF-8 text; save it again as UTF-8", line) from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise AnswersError(f"not YAML: {type(error).__name__}") from None
    if node is None:
        return Answers({}, {})
    if not isinstance(node, yaml.MappingNode):
        raise AnswersError("the answers must stand as `question: answer`", 1)
    return _answers_of(node)


def _unreadable(error: yaml.MarkedYAMLError, text: str) -> AnswersError:
    """What YAML cannot read, with its line."""
    at = error.problem_mark.line if error.problem_mark else 0
    written = _LINE_BREAK.split(text)[at : at + 1]
    if written and re.match(r" *\t", written[0]):
        return AnswersError("the line begins with a tab; YAML wants blanks", at + 1)
    # A bracket or a quote that is left open is where the trouble is, not where it showed.
    left_open = error.context_mark and re.search("flow|scanning", error.context or "")
    mark = error.context_mark if left_open else error.problem_mark
    return AnswersError(error.problem or "not YAML", mark.line + 1 if mark else None)


def _encoding(content: bytes) -> str:
    """UTF-8, unless the first bytes say that it is UTF-16, in which Windows PowerShell writes."""
    marks = codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE
    return "utf-16" if content.startswith(marks) else "utf-8-sig"


def _require_plain(text: str) -> None:
    """Refuse, event by event, what would cost more than it is long."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        # SECURITY: aliases unfold a few bytes into gigabytes, and the time that nested brackets
        # take grows with the square of their number: 64 KB of them would hold the judge for
        # minutes.
        if isinstance(event, yaml.AliasEvent):
            line = event.start_mark.line + 1 if event.start_mark else None
            raise AnswersError("aliases (*name) are not allowed; write the answer out", line)
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise AnswersError("it is nested too deeply")


def _answers_of(node: yaml.MappingNode) -> Answers:
    given: dict[str, str | tuple[str, ...]] = {}
    lines: dict[str, int] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            continue
        name = re.sub(r"[\s-]+", "_", key.value.strip().lower())
        lines[name] = key.start_mark.line + 1
        if isinstance(value, yaml.SequenceNode):
            items = [item for item in value.value if isinstance(item, yaml.ScalarNode)]
            given[name] = tuple(item.value for item in items)
        elif isinstance(value, yaml.ScalarNode):
            given[name] = value.value
    return Answers(given, lines)
