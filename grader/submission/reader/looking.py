"""What a reader says of a submission's files: imports, answers, and where things stand."""

from __future__ import annotations

import ast
import re
from collections import deque
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

from grader.submission.answers import AnswersError
from grader.submission.reader.answers_file import parse_answers
from grader.submission.reader.parsing import LARGEST, decoded, parsed
from grader.submission.source import mention_line
from grader.submission.trees import to_plain

MOST_SIBLINGS = 20  # of a file, that are searched for what it lacks
MOST_PARSED = 1 << 20  # bytes of all files whose imports are followed

# What takes seconds to import, and what is said where it is used. After the real torch._dynamo
# parts of torch are others, which in a worker would look like a learner's doing.
# SECURITY: with `.*` a line of a megabyte would be searched from each of its words to its end.
_SLOW = {
    "torchvision": re.compile(rb"torchvision"),
    "torch._dynamo.eval_frame": re.compile(
        rb"torch\.compile|torch import .{0,80}compile|(?<!\bre)\.compile\(|_dynamo|_inductor"
        rb"|deterministic_algorithms|profiler|utils.{0,80}checkpoint"
    ),
}

Files = Mapping[str, bytes]
Plain = dict[str, Any]


def look(files: Files, code: Iterable[str], answers: Iterable[str]) -> Plain:
    """What the judge has to know of every submission before it is played.

    `code` are the files whose imports count, `answers` those that are no code.
    """
    code = [file for file in code if file in files]
    imports = _imports_of(files, code)
    return {
        "imports": {file: sorted(_reached(imports, file)) for file in code},
        "broken": [file for file in islice(code, MOST_SIBLINGS) if parsed(files[file]) is None],
        "slow": [module for module, words in _SLOW.items() if _mentions(files, words)],
        "answers": {file: _answers(files[file]) for file in answers if file in files},
    }


def tree(files: Files) -> Plain:
    """The syntax tree of one file, where it has one that can be searched."""
    (content,) = files.values()
    found = parsed(content)
    return {"tree": found and to_plain(found)}


def text(files: Files) -> Plain:
    """The text of one file, in the encoding that it declares."""
    (content,) = files.values()
    return {"text": decoded(content) if len(content) <= LARGEST else ""}


def defined(files: Files, name: str) -> Plain:
    """The files that define a name at their top level, with the line."""
    found = []
    for file, content in _likely(files, name):
        of = parsed(content)
        for node in of.body if of else ():
            if getattr(node, "name", None) == name:
                found.append((file, node.lineno))
    return {"places": found[:MOST_SIBLINGS]}


def mentioned(files: Files, word: str) -> Plain:
    """The first place that mentions a word."""
    for file, content in _likely(files, word):
        line = mention_line(parsed(content), [word])
        if line is not None:
            return {"places": [(file, line)]}
    return {"places": []}


def _imports_of(files: Files, code: Iterable[str]) -> dict[str, list[str]]:
    """The files of the submission that each file imports, and those each of these does."""
    found: dict[str, list[str]] = {}
    waiting, left = deque(code), MOST_PARSED
    while waiting:
        file = waiting.popleft()
        if file in found:
            continue
        # SECURITY: each of two hundred files may take a moment to be parsed.
        left -= len(files[file])
        of = parsed(files[file]) if left >= 0 else None
        modules = _imported_modules(of) if of else set()
        heads = (module.partition(".")[0] + ".py" for module in modules)
        found[file] = sorted({head for head in heads if head in files})
        waiting += found[file]
    return found


def _reached(imports: Mapping[str, list[str]], name: str) -> set[str]:
    """The files that a file imports, directly or through others."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        fresh = set(imports.get(waiting.pop(), ())) - found
        found |= fresh
        waiting += fresh
    return found - {name}


def _imported_modules(of: ast.Module) -> set[str]:
    modules: set[str] = set()
    for node in ast.walk(of):
        if isinstance(node, ast.Import):
            modules |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            modules.add(node.module)
    return modules


def _likely(files: Files, word: str) -> Iterable[tuple[str, bytes]]:
    """The files of code that hold a word; of many, some."""
    own = word.encode("utf-8", "replace")
    holding = (f for f in sorted(files.items()) if f[0].endswith(".py") and own in f[1])
    # SECURITY: each of two hundred files may take a moment to be parsed.
    return islice(holding, MOST_SIBLINGS)


def _mentions(files: Files, words: re.Pattern[bytes]) -> bool:
    return any(words.search(text) for name, text in files.items() if name.endswith(".py"))


def _answers(content: bytes) -> Plain:
    try:
        answers = parse_answers(content)
    except AnswersError as error:
        return {"trouble": str(error), "line": error.line, "text": error.text}
    slips = [[slip.line, slip.text, slip.why] for slip in answers.slips]
    return {"given": answers.given, "lines": answers.lines, "slips": slips}
