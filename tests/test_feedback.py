"""Every student gets a page of their own, which tells nothing hidden and runs nothing foreign."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from classes import HOSTILE_IDS, UNJUDGED, WRONG, hostile_class, small_class, written
from fixed_grades import FIXED, SECRETS
from markdown_it import MarkdownIt

from grader.lms.exports.feedback import file_names, write_feedback
from grader.report.markdown import markdown_report
from grader.results.finding import Finding
from grader.results.overrides import Override, set_override
from grader.results.verdict import Grade

HOSTILE = (
    "<script>alert(1)</script> ![x](http://evil/x.png) [click](javascript:alert(1)) `code` "
    "**bold** | cell | www.evil.example http://evil.example &lt; \u202e\x1b[31m\n# heading\n- item"
)


def hostile(grade: Grade) -> Grade:
    finding = Finding("exception", HOSTILE, HOSTILE, file=HOSTILE, line=1)
    exercise = replace(grade.exercises[1], findings=(finding,), note=HOSTILE, title=HOSTILE)
    return replace(grade, submission=HOSTILE, notes=(HOSTILE,), exercises=(exercise,))


def test_the_report_tells_points_findings_checks_and_evidence() -> None:
    text = markdown_report(WRONG)
    assert "**80 of 101 points**" in text
    assert "> **Why:** The gradients of earlier batches are still in .grad" in text
    assert "> backward.py:6, `missing-zero-grad`" in text
    assert "> **Hint:** What does backward() do with a gradient that is already there?" in text
    assert "- ✗ Gradients from earlier batches are gone. (0 / 5)" in text
    assert "expected   norm 1.6392" in text


@pytest.mark.parametrize("name", FIXED)
def test_nothing_of_a_hidden_check_but_its_points(name: str) -> None:
    text = markdown_report(FIXED[name])
    assert not [secret for secret in SECRETS if secret in text]


def test_what_could_not_be_judged_is_nobodys_zero() -> None:
    text = markdown_report(UNJUDGED)
    assert "This is not your fault" in text
    assert "not judged" in text


def test_hostile_text_is_text() -> None:
    text = markdown_report(hostile(WRONG))
    assert "http://" not in text, "some readers make a link of it"
    rendered = MarkdownIt("commonmark").enable("table").render(text)
    for markup in ("<script", "<img", "<a ", "<h1>heading", "\x1b", "\u202e"):
        assert markup not in rendered
    assert "&lt;script&gt;alert(1)&lt;/script&gt; ![x](http://evil/x.png)" in rendered


def test_evidence_cannot_leave_its_fence() -> None:
    exercise = WRONG.exercises[1]
    checks = tuple(
        replace(c, evidence=tuple(replace(e, got="```\n# out") for e in c.evidence))
        for c in exercise.checks
    )
    grade = replace(WRONG, exercises=(replace(exercise, checks=checks),))
    assert "<h1>out" not in MarkdownIt("commonmark").render(markdown_report(grade))


def test_pages_are_written_for_all_with_a_result(tmp_path: Path) -> None:
    folder = written(tmp_path, small_class())
    assert write_feedback(folder) == 6
    names = sorted(path.name for path in (folder / "feedback").iterdir())
    assert names == sorted(
        f"{name}.{end}"
        for name in ("ada", "bob", "cid", "dee", "stranger", "zoe")
        for end in ("html", "md")
    )


def test_late_days_and_points_by_hand_are_told_on_both_pages(tmp_path: Path) -> None:
    folder = written(tmp_path, small_class())
    set_override(folder, Override("cid", "backward", 30, "seen by me"))
    write_feedback(folder)
    for end in ("html", "md"):
        text = (folder / "feedback" / f"cid.{end}").read_text(encoding="utf-8")
        assert "2 days late: 20 % off; backward set to 30: seen by me" in text
        assert "The points that count: 72" in text


def test_pages_of_those_who_left_are_taken_away(tmp_path: Path) -> None:
    folder = written(tmp_path, small_class())
    write_feedback(folder)
    (folder / "feedback" / "mine.txt").write_text("kept")
    written(tmp_path, small_class()[:1])
    write_feedback(folder)
    names = sorted(path.name for path in (folder / "feedback").iterdir())
    assert names == ["ada.html", "ada.md", "mine.txt"]


def test_every_student_has_a_file_of_their_own_inside_the_folder(tmp_path: Path) -> None:
    names = file_names(HOSTILE_IDS)
    assert len({name.casefold() for name in names.values()}) == len(HOSTILE_IDS)
    assert all(name.replace("-", "").isalnum() and len(name) < 100 for name in names.values())
    folder = written(tmp_path / "grades", hostile_class())
    write_feedback(folder)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["grades"]
    for page in (folder / "feedback").glob("*.html"):
        assert not [s for s in SECRETS if s in page.read_text(encoding="utf-8")]
