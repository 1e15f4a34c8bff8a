"""The class page tells an instructor at a glance what a class did, and obeys no student."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from browser import NARROW, WIDE, visit
from classes import (
    HOSTILE_NAMES,
    LEFT_OUT,
    RIGHT,
    UNJUDGED,
    WRONG,
    class_to_look_at,
    entry,
    hostile_class,
    large_class,
    small_class,
    written,
)
from click.testing import CliRunner

from grader.cli import main
from grader.lms.exports.feedback import write_feedback
from grader.lms.exports.overview import write_overview
from grader.report.class_figures import figures
from grader.results.overrides import Override, set_override


@pytest.fixture
def grades(tmp_path: Path) -> Path:
    folder = written(tmp_path / "grades", small_class())
    set_override(folder, Override("bob", "backward", 30, "seen by me"))
    set_override(folder, Override("nobody", "backward", 1, "a slip"))
    write_feedback(folder)
    write_overview(folder)
    return folder


def words(text: str) -> str:
    """What is read, without the markup."""
    bare = re.sub(r"<(style|script)>.*?</\1>|<[^>]*>", " ", text, flags=re.S)
    return " ".join(bare.split())


def test_scores_fall_into_tenths_with_full_points_and_bonus_apart() -> None:
    finals = [figures([entry("x", RIGHT, penalty=p)], {}) for p in (0.0, 0.05, 0.955, 1.0)]
    found = [next(bar.label for bar in f.scores if bar.count) for f in finals]
    assert found == ["100", "90-100", "0-10", "0-10"]


def test_a_misconception_counts_students_not_places() -> None:
    [first, *_] = figures([entry("a", WRONG), entry("b", WRONG)], {}).misconceptions
    assert (first.code, first.students, len(first.places)) == ("missing-zero-grad", 2, 4)
    assert first.places[0].place == "backward.py:6"


def test_a_check_is_rated_over_those_for_whom_it_could_be_judged() -> None:
    rates = figures([entry("a", RIGHT), entry("b", WRONG), entry("c", UNJUDGED)], {}).checks
    cleared = next(rate for rate in rates if rate.title.startswith("Gradients from earlier"))
    assert (cleared.passed, cleared.judged, cleared.share) == (1, 2, 0.5)
    batch = next(rate for rate in rates if rate.title == "The loss of a batch.")
    assert (batch.judged, batch.unjudged) == (0, 1)


def test_the_page_tells_who_needs_a_look_and_why(grades: Path) -> None:
    text = words((grades / "index.html").read_text(encoding="utf-8"))
    assert "1 could not be judged" in text
    assert "Student dee : 1 checks could not be carried out: a fault of the grader" in text
    assert "1 handed in nothing" in text
    assert "1 could not be opened, or is empty" in text
    assert "Student zoe : zoe.zip: broken; pack it again" in text
    assert "Student bob : backward set to 30: seen by me" in text
    assert "nobody , backward: 1 (a slip)" in text
    assert "Student cid : the same as bob" in text
    assert "stranger : on no roster" in text


def test_the_page_tells_what_a_person_has_to_decide(tmp_path: Path) -> None:
    folder = written(tmp_path, class_to_look_at(), LEFT_OUT)
    text = words(write_overview(folder).read_text(encoding="utf-8"))
    assert "2 submissions to choose from" in text
    assert "Student gus ( gus ) : gus.zip" in text
    assert "1 whose points may not be what they deserve" in text
    assert "Student fay : 2 of 7 files were found in it" in text
    assert "graded needs a look" in text
    assert "3 entries of the folder are no submission" in text
    assert "hal.zip refused a link; --follow-links has links followed" in text
    assert "&lt;b&gt;notes&lt;/b&gt;.txt left out no folder, archive or notebook" in text
    assert r"a\u200bda : its name holds what cannot be seen: a\u200bda" in text


def test_what_does_not_count_is_in_no_figure() -> None:
    counted = figures(class_to_look_at(), {})
    zeroing = next(m for m in counted.misconceptions if m.code == "missing-zero-grad")
    assert (zeroing.students, counted.counting) == (2, 8)
    assert len(counted.points.finals) == 7


def test_links_lead_to_feedback_pages_that_are_there(grades: Path) -> None:
    text = (grades / "index.html").read_text(encoding="utf-8")
    links = {link.partition("#")[0] for link in re.findall(r'href="([^"#][^"]*)"', text)}
    assert "feedback/bob.html" in links
    assert [link for link in links if not (grades / link).is_file()] == []
    anchors = re.findall(r'href="(feedback/bob.html)#([^"]+)"', text)
    page = (grades / "feedback" / "bob.html").read_text(encoding="utf-8")
    assert anchors
    assert all(f'id="{anchor}"' in page for _, anchor in anchors)


def test_without_feedback_pages_nothing_leads_nowhere(tmp_path: Path) -> None:
    page = write_overview(written(tmp_path, small_class()))
    assert "feedback/" not in page.read_text(encoding="utf-8")


def test_an_empty_class_and_one_with_nothing_judged_have_a_page(tmp_path: Path) -> None:
    for name, entries in (
        ("none", []),
        ("missing", [entry("a", None)]),
        ("un", [entry("a", UNJUDGED)]),
    ):
        page = write_overview(written(tmp_path / name, entries))
        assert "Nobody has points yet." in page.read_text(encoding="utf-8")


def test_export_pages_writes_all_of_it(tmp_path: Path) -> None:
    folder = written(tmp_path, small_class())
    done = CliRunner().invoke(main, ["export", "pages", str(folder)])
    assert done.exit_code == 0, done.output
    assert "pages for 6 students" in done.output
    assert (folder / "index.html").is_file()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_everybody_can_read_it_on_any_screen_without_a_network(
    chromium: Any, grades: Path, size: tuple[int, int], scheme: str
) -> None:
    written(grades, class_to_look_at(), LEFT_OUT)
    write_feedback(grades)
    opened = visit(chromium, write_overview(grades), size=size, scheme=scheme)
    opened.page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
    assert (opened.said, opened.asked, opened.faults()) == ([], [], [])
    assert opened.overflow() == 0
    opened.page.close()


def names_in_order(page: Any) -> list[str]:
    found: list[str] = page.eval_on_selector_all(
        "#table tbody tr:not([hidden]) th", "cells => cells.map(c => c.textContent.trim())"
    )
    return found


def test_the_table_sorts_by_keyboard_both_ways_with_nothing_last(
    chromium: Any, grades: Path
) -> None:
    page = visit(chromium, grades / "index.html").page
    button = page.get_by_role("button", name="Points")
    button.focus()
    page.keyboard.press("Enter")
    # None, 64 of 101 with the penalty, 90 by hand, and two of 100; two have no points.
    up = [
        "Student zoe",
        "Student cid",
        "Student bob",
        "Student ada",
        "stranger",
        "Student dee",
        "Student eve",
    ]
    assert names_in_order(page) == up
    assert page.locator("th[aria-sort]").get_attribute("aria-sort") == "ascending"
    page.keyboard.press("Space")
    assert names_in_order(page) == [
        "Student ada",
        "stranger",
        "Student bob",
        "Student cid",
        "Student zoe",
        *up[5:],
    ]
    page.close()


def test_the_table_finds_a_student(chromium: Any, grades: Path) -> None:
    page = visit(chromium, grades / "index.html").page
    page.get_by_label("Find").fill("MISSING-zero")
    assert names_in_order(page) == ["Student bob", "Student cid"]
    assert page.get_by_role("status").text_content() == "2 of 7"
    page.get_by_label("Find").fill("handed in nothing")
    assert names_in_order(page) == ["Student eve"]
    page.get_by_label("Find").fill("nothing could be read")
    assert names_in_order(page) == ["Student zoe"]
    page.close()


def test_what_can_be_done_about_one_student_is_found_by_keyboard(
    chromium: Any, grades: Path
) -> None:
    opened = visit(chromium, grades / "index.html", size=NARROW, scheme="dark")
    page = opened.page
    page.get_by_role("link", name="Student bob").last.focus()
    page.keyboard.press("Tab")
    code = page.evaluate("document.activeElement.getAttribute('href')")
    assert "gradients" in page.locator(code).inner_text(), "a code leads to its words"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    said = words(page.get_by_role("dialog").inner_html())
    assert "mnist-grade batch SUBMISSIONS --out GRADES --again bob" in said
    assert "mnist-grade override GRADES bob --score X --reason TEXT" in said
    preview = page.get_by_role("link", name="What the student sees").get_attribute("href")
    assert preview.endswith("/feedback/bob.html")
    assert (opened.faults(), opened.overflow()) == ([], 0)
    page.keyboard.press("Escape")
    assert page.get_by_role("dialog").count() == 0
    assert page.evaluate("document.activeElement.closest('tr').dataset.id") == "bob"
    page.close()


def test_hostile_names_are_names(chromium: Any, tmp_path: Path) -> None:
    folder = written(tmp_path, hostile_class())
    write_feedback(folder)
    opened = visit(chromium, write_overview(folder))
    assert opened.page.title() == "mnist-sgd: the class at a glance"
    assert (opened.said, opened.asked) == ([], [])
    shown = names_in_order(opened.page)
    assert shown[0] == HOSTILE_NAMES[0]
    assert shown[1] == "evil name"
    assert shown[3] == HOSTILE_NAMES[3]
    assert opened.page.locator("#table").is_visible()
    assert opened.page.locator("img").count() == 0
    opened.page.close()


def test_three_thousand_students_are_still_a_page(chromium: Any, tmp_path: Path) -> None:
    page = write_overview(written(tmp_path, large_class(3000)))
    assert page.stat().st_size < 3_000_000
    opened = visit(chromium, page)
    opened.page.locator("thead").get_by_role("button", name="Name").click()
    opened.page.get_by_label("Find").fill("s02999")
    assert names_in_order(opened.page) == ["Firstname2999 Lastname2999"]
    opened.page.close()
