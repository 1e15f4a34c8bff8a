"""What the judge knows of a submission's text: what a reader has read off it, and says when asked.

All of it is a claim: it explains, and it never gives points.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from typing import Any

from grader.errors import WireError
from grader.sandbox.patience import Allowance, Patience
from grader.submission.answers import MOST_SLIPS, Answers, AnswersError, Slip
from grader.submission.reader.hand_in import sizes_of
from grader.submission.reader.reader import Reader, ReadingEnded, warm_reader
from grader.submission.trees import from_plain

# Seconds that a question may take, of CPU time and by the clock, and all of one's own files' ones.
PATIENCE, IN_ALL = Patience(10.0, 30.0), 30.0
LONGEST = 500


class Syntax:
    """A submission's text, asked about.

    imports: the files that a file imports, directly or through others.
    broken: those that are no Python.
    slow: the modules in use that take seconds to import.
    answers: what the files that are no code answer, or why they cannot be read.
    """

    def __init__(
        self,
        files: Mapping[str, bytes],
        code: Iterable[str],
        answers: Iterable[str] = (),
        reader: Reader | None = None,
        allowance: Allowance | None = None,
    ) -> None:
        """Have the text read; `code` and `answers` are the files of it that count.

        `allowance` is what its submission may take, the answers to all questions included.

        Raises:
            ReadingEnded: it cannot be, within bounds.
            NurseryError: no reader can be started.
        """
        self._files, self._reader = files, reader or warm_reader()
        self._allowance = allowance or Allowance(IN_ALL)
        self._trees: dict[str, ast.Module | None] = {}
        self._texts: dict[str, str] = {}
        told = self._ask(files, do="look", code=list(code), answers=list(answers))
        try:
            self.imports = {file: frozenset(map(str, of)) for file, of in told["imports"].items()}
            self.broken = frozenset(map(str, told["broken"]))
            self.slow = frozenset(map(str, told["slow"]))
            self.answers = {file: _answers(of) for file, of in told["answers"].items()}
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise ReadingEnded(f"the answer is none ({type(error).__name__})") from None

    def tree(self, file: str) -> ast.Module | None:
        """The syntax tree of a file, or None where it has none that can be searched."""
        if file not in self._trees and file in self._files:
            told = self._asked({file: self._files[file]}, do="tree")
            try:
                plain = told.get("tree")
                self._trees[file] = None if plain is None else from_plain(plain)
            except WireError:
                self._trees[file] = None
        return self._trees.get(file)

    def text(self, file: str) -> str:
        """The text of a file; empty where it has none that can be read."""
        if file not in self._texts and file in self._files:
            told = self._asked({file: self._files[file]}, do="text").get("text")
            self._texts[file] = told if isinstance(told, str) else ""
        return self._texts.get(file, "")

    def defining(self, name: str) -> list[tuple[str, int]]:
        """The files that define a name at their top level, with the line."""
        return self._places("defined", name)

    def mention(self, word: str) -> tuple[str, int] | None:
        """The first place that mentions a word."""
        return next(iter(self._places("mentioned", word)), None)

    def _places(self, question: str, name: str) -> list[tuple[str, int]]:
        told = self._asked(self._files, do=question, name=name).get("places", [])
        try:
            return [(str(file), int(line)) for file, line in told if file in self._files]
        except (TypeError, ValueError):
            return []

    def _asked(self, files: Mapping[str, bytes], **question: Any) -> dict[str, Any]:
        """An answer for the naming, which has to do without where there is none."""
        try:
            return self._ask(files, **question)
        except ReadingEnded:
            return {}

    def _ask(self, files: Mapping[str, bytes], **question: Any) -> dict[str, Any]:
        left = self._allowance.left
        if left.cpu <= 0:
            raise ReadingEnded("there is no time left to read it")
        payload = b"".join(files.values())
        question["files"] = sizes_of(files)
        with self._allowance.measured(lambda: self._reader.cpu):
            return self._reader.ask(question, payload, PATIENCE.within(left)).header


def _answers(told: dict[str, Any]) -> Answers | AnswersError:
    if "trouble" in told:
        line = told["line"]
        return AnswersError(
            str(told["trouble"])[:LONGEST], None if line is None else int(line),
            str(told["text"])[:LONGEST],
        )  # fmt: skip
    given = {
        str(key): value if isinstance(value, str) else tuple(map(str, value))
        for key, value in told["given"].items()
    }
    slips = (
        Slip(int(line), str(text)[:LONGEST], str(why)[:LONGEST])
        for line, text, why in told["slips"][:MOST_SLIPS]
    )
    lines = {str(key): int(line) for key, line in told["lines"].items()}
    return Answers(given, lines, tuple(slips))


def syntax_of(files: Mapping[str, bytes]) -> Syntax:
    """What one's own files say, all of them; where they cannot be read they say nothing."""
    code = [file for file in files if file.endswith(".py")]
    try:
        return Syntax(files, code)
    except ReadingEnded:
        return Syntax({}, ())
