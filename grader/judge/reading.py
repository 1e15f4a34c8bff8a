"""What a submission's text says: whether it can be read, and which definitions it lacks."""

from __future__ import annotations

import difflib
import re
from dataclasses import replace

from grader.course.contract import Contract
from grader.findings import Case
from grader.sandbox.mishap import Mishap
from grader.sandbox.patience import Allowance
from grader.submission.intake import printable
from grader.submission.reader.reader import Reader, ReadingEnded
from grader.submission.reader.syntax import Syntax
from grader.submission.source import blank_line, defined_names, definition, definition_line
from grader.submission.submission import Submission, Unreadable


def read(
    submission: Submission, contract: Contract, reader: Reader, allowance: Allowance | None = None
) -> tuple[Submission, Syntax]:
    """A submission with what a reader says of it; one whose text ends that cannot be read.

    `allowance` is what the submission may take as a whole.

    Raises:
        NurseryError: no reader can be started.
    """
    code = [file for file in contract.files if file not in contract.answers]
    try:
        return submission, Syntax(submission.files, code, contract.answers, reader, allowance)
    except ReadingEnded as error:
        file, why = _guilty(submission, contract, reader, allowance), str(error)
    unreadable = Unreadable(printable(file), why)
    notes = (": ".join(unreadable), *submission.left_out)
    unread = replace(submission, files={}, left_out=notes, origin=None, unreadable=unreadable)
    return unread, Syntax({}, (), (), reader)


def _guilty(
    submission: Submission, contract: Contract, reader: Reader, allowance: Allowance | None
) -> str:
    """The file that ends a reading: the notebook, or the first that does so alone."""
    if submission.origin is not None:
        return submission.origin.notebook
    for file in contract.files:
        if file in submission.files:
            try:
                alone = {file: submission.files[file]}
                Syntax(alone, [file], contract.answers, reader, allowance)
            except ReadingEnded:
                return file
    return "the submission"


def unwritten(case: Case) -> Mishap | None:
    """A definition that holds no code yet, whatever came of calling it."""
    line = blank_line(case.tree, case.function) if case.function else None
    if line is None:
        return None
    return Mishap("not-implemented", name=case.function, file=case.file, line=line)


def missing_method(case: Case, mishap: Mishap) -> Mishap | None:
    """A method that is asked for and that a class lacks, where that is how a use of it ended."""
    lacks = re.match(r"'\w+' object has no attribute '(\w+)'", mishap.text)
    works = [record.work.params for record, _ in case.wrong]
    used = {use["method"] for params in works for use in params.get("uses", ())}
    own = mishap.file is not None  # a line of the learner's, which is about something else
    if own or mishap.type != "AttributeError" or not lacks or lacks[1] not in used:
        return None
    return Mishap("missing-function", name=f"{case.function}.{lacks[1]}")


def looked_for(case: Case, mishap: Mishap, syntax: Syntax) -> Mishap:
    """A missing function that stands in another file is a misplaced one.

    One that has almost the right name is named.
    """
    if mishap.kind != "missing-function" or not mishap.name:
        return mishap
    for file, line in syntax.defining(mishap.name):
        if file != case.file:
            return Mishap("misplaced-function", "", file, file, line, mishap.name)
    known = _names_beside(case, mishap.name)
    similar = [n for n in known if mishap.name.lower() in n.lower()]
    similar += difflib.get_close_matches(mishap.name, known, 1)
    if not similar:
        return replace(mishap, text=".")
    text = f"; is {similar[0]} meant to be it?"
    at = definition_line(case.tree, similar[0].rpartition(".")[2])
    return replace(mishap, text=text, file=case.file, line=at)


def _names_beside(case: Case, name: str) -> list[str]:
    """What else is defined where a name was looked for: in the file, or in the class."""
    made, dot, _ = name.partition(".")
    if not dot:
        return defined_names(case.tree)
    found = definition(case.tree, made)
    return [f"{made}.{name}" for name in defined_names(found) if not name.startswith("__")]
