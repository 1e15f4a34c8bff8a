"""A file of answers, parsed under limits: a slip costs the answer that it spoils, not the file."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

import yaml

from grader.submission.answers import MOST_SLIPS, Answers, AnswersError, Slip

LARGEST = 64 << 10
DEEPEST = 5
MOST_PARTS = 300
# SECURITY: a base loader builds texts alone, no numbers, dates or objects. libyaml's is 30 times
# as fast, where PyYAML was built with it.
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_LINE_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")  # YAML's
_KEY = re.compile(r"""["']?\w[\w -]*["']?\s*:(?:\s|$)""")
# What libyaml says, in words of somebody who has written answers.
_IN_WORDS = {
    "expected ',' or": "a bracket is opened and not closed",
    "end of stream": "a quote is opened and not closed",
    "mapping values are not allowed": "a second colon; put the answer in quotes",
    "cannot start any token": "an answer that begins with this sign needs quotes",
}
# What may begin a line that goes on with the answer above: an item, a comment, a closing bracket.
_GOES_ON = re.compile(r"\s|$|[-#\]}]")


def parse_answers(content: bytes) -> Answers:
    """Read a file of answers without believing it.

    Raises:
        AnswersError: it is too large, not text, not a mapping, or nothing in it is YAML.
    """
    if len(content) > LARGEST:
        raise AnswersError(f"the file is larger than {LARGEST:,} bytes")
    try:
        text = content.decode(_encoding(content))
        return _parsed(text)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise AnswersError("it is not UTF-8 text; save it again as UTF-8", line) from None
    except yaml.MarkedYAMLError as error:
        slip = _slip(error, _LINE_BREAK.split(text))
        answers = _part_by_part(text)
        if not answers.given:
            raise AnswersError(slip.why, slip.line, slip.text) from None
        return answers
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise AnswersError(f"not YAML: {type(error).__name__}") from None


def _parsed(text: str) -> Answers:
    _require_plain(text)
    node = yaml.compose(text, Loader=_LOADER)
    if node is None:
        return Answers({}, {})
    if not isinstance(node, yaml.MappingNode):
        raise AnswersError("the answers must stand as `question: answer`", 1)
    return _answers_of(node)


@dataclass(frozen=True, slots=True)
class _Part:
    """The lines of one question with its answer; `first` is the number of its first line."""

    first: int
    lines: list[str]

    @property
    def stray(self) -> int | None:
        """Where a line stands that neither begins it nor seems to belong to it."""
        strays = (n for n, line in enumerate(self.lines) if n and not _GOES_ON.match(line))
        return next(strays, None)


def _part_by_part(text: str) -> Answers:
    """What can be read where not all of it can: each question by itself, with the slips."""
    given: dict[str, str | tuple[str, ...]] = {}
    lines: dict[str, int] = {}
    slips: list[Slip] = []
    for number, part in enumerate(_parts(text)):
        if number >= MOST_PARTS:
            raise AnswersError(f"it has more than {MOST_PARTS} questions, and cannot be read")
        answers, found = _read(part)
        slips += found
        if answers is not None:
            given |= answers.given
            lines |= {key: line + part.first - 1 for key, line in answers.lines.items()}
    return Answers(given, lines, tuple(slips[:MOST_SLIPS]))


def _parts(text: str) -> Iterator[_Part]:
    """The file, cut before each line that begins with the name of a question."""
    written = _LINE_BREAK.split(text)
    content = (x for x in written if x.strip() and not x.lstrip().startswith(("#", "---", "%")))
    indent = next((len(line) - len(line.lstrip(" ")) for line in content), 0)
    lines = ["" if x.startswith(("---", "...")) else x.removeprefix(" " * indent) for x in written]
    starts = [n for n, line in enumerate(lines) if _KEY.match(line)]
    for start, end in zip([0, *starts], [*starts, len(lines)], strict=True):
        if any(line.strip() and not line.startswith("#") for line in lines[start:end]):
            yield _Part(start + 1, lines[start:end])


def _read(part: _Part) -> tuple[Answers | None, list[Slip]]:
    """The answer of a part, without what has strayed into it, and what is wrong with it."""
    try:
        return _parsed("\n".join(part.lines)), []
    except yaml.MarkedYAMLError as error:
        slip = _slip(error, part.lines, part.first)
    except AnswersError:
        if _KEY.match(part.lines[0]):
            raise
        # Words before the first question.
        slip = _slip(None, part.lines, part.first)
    if (stray := part.stray) is not None:
        slip = _slip(None, part.lines[stray:], part.first + stray)
        with suppress(yaml.MarkedYAMLError, AnswersError):
            return _parsed("\n".join(part.lines[:stray])), [slip]
    return None, [slip]


def _slip(error: yaml.MarkedYAMLError | None, lines: list[str], first: int = 1) -> Slip:
    """What cannot be read, with its line among these; the first of them without an error."""
    if error is None:
        at = next((n for n, line in enumerate(lines) if line.strip()), 0)
        return Slip(first + at, lines[at], "it belongs to no question, or lacks its colon")
    at = error.problem_mark.line if error.problem_mark else 0
    if at < len(lines) and re.match(r" *\t", lines[at]):
        return Slip(first + at, lines[at], "the line begins with a tab; YAML wants blanks")
    # A bracket or a quote that is left open is where the trouble is, not where it showed.
    left_open = error.context_mark and re.search("flow|scanning", error.context or "")
    mark = error.context_mark if left_open else error.problem_mark
    at = min(mark.line if mark else 0, len(lines) - 1)
    problem = error.problem or "not YAML"
    plain = (words for part, words in _IN_WORDS.items() if part in problem)
    return Slip(first + at, lines[at], next(plain, problem))


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
