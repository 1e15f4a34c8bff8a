"""The explorer shows a real training step, and what each of the catalogue's mistakes does to it."""

from __future__ import annotations

import base64
import contextlib
import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from browser import NARROW, WIDE, Visit, visit
from corpus import ROOT
from torch import nn

from grader.course.marks import shipped_contract
from grader.course.shipped import shipped_folder
from grader.courses.mnist.explore import recording
from grader.courses.mnist.explore.page import DIGITS_SEED, explorer_page, parting
from grader.courses.mnist.explore.recording import BATCH_SIZE, RATE, SEED, STEPS
from grader.courses.mnist.explore.whatifs import AS_IT_SHOULD_BE, MISTAKES, WhatIf
from grader.datasets import load
from grader.examiner.solutions import read_solutions
from grader.findings import catalogue
from grader.findings.variants import Variant
from grader.report.inline import self_contained

CHOICES = (AS_IT_SHOULD_BE, *MISTAKES)
RUNS = {choice.code or "right": number for number, choice in enumerate(CHOICES)}
LAST = 5 * STEPS - 1


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("explorer") / "explorer.html"
    path.write_text(self_contained(**explorer_page()), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def data(file: Path) -> Any:
    found = re.search(r'id="data">(.*?)</script>', file.read_text(encoding="utf-8"), re.S)
    assert found is not None
    return json.loads(found.group(1))


@pytest.fixture(scope="module")
def window(chromium: Any, file: Path) -> Iterator[Visit]:
    opened = visit(chromium, file)
    yield opened
    opened.page.close()


@pytest.fixture
def opened(window: Visit) -> Visit:
    """The page as it is when it is opened."""
    window.page.evaluate("() => { $('switch').reset(); now.digit = 0; now.run = 0; go(0); }")
    window.page.evaluate("() => document.activeElement.blur()")
    return window


def picture(data: Any, place: int) -> torch.Tensor:
    """What the page draws: whole numbers times their step."""
    packed = data["pictures"][place]
    values = np.frombuffer(base64.b64decode(packed["data"]), dtype=np.int8).astype(np.float32)
    return torch.from_numpy(values * np.float32(packed["scale"])).reshape(10, 784)


def first_batch() -> tuple[torch.Tensor, torch.Tensor]:
    train = load("digits", folder=Path(), fallback=None, seed=DIGITS_SEED).train
    generator = torch.Generator().manual_seed(SEED)
    batch = torch.randperm(len(train.labels), generator=generator)[:BATCH_SIZE]
    return train.scaled[batch], train.labels[batch]


def test_the_recorded_numbers_of_a_step_are_pytorchs(data: Any) -> None:
    images, labels = first_batch()
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(SEED)
        model = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
    weight = model[1].weight
    optimizer = torch.optim.SGD(model.parameters(), lr=RATE)
    step = data["runs"][0]["steps"][0]
    moments = {moment["call"]: moment for moment in step["moments"]}
    half = {place: one["scale"] / 2 + 1e-6 for place, one in enumerate(data["pictures"])}

    def drawn(moment: str, what: str, truth: torch.Tensor | None) -> None:
        place = moments[moment][what]
        assert truth is not None
        assert (picture(data, place) - truth).abs().max() <= half[place]
        assert data["pictures"][place]["norm"] == pytest.approx(float(truth.norm()), abs=1e-3)

    drawn("forward", "weights", weight.detach())
    logits = model(images)
    assert torch.allclose(torch.tensor(step["logits"]), logits, atol=1e-4)
    loss = nn.functional.cross_entropy(logits, labels)
    assert step["loss"] == pytest.approx(loss.item(), abs=1e-4)
    assert moments["zero_grad"]["gradient"] == -1
    loss.backward()
    drawn("backward", "gradient", weight.grad)
    drawn("backward", "weights", weight.detach())
    optimizer.step()
    drawn("step", "weights", weight.detach())
    assert data["batches"][0]["labels"] == labels.tolist()


def written_wrong(choice: WhatIf) -> Iterator[Mapping[str, Any]]:
    """The functions of the mistake of a choice, in each way in which the catalogue has it."""
    solutions = read_solutions(shipped_folder().solutions, shipped_contract())
    found = [entry.mistakes for entry in catalogue() if entry.code == choice.code]
    assert found or not choice.code
    for mistake in chain(*found):
        if isinstance(mistake, Variant) and mistake.ways_off is None:
            yield from (way.functions(solutions) for way in mistake.among or (mistake,))
        elif mistake is choice.mistake:
            code = choice.mistake()
            vars(code).update(choice.settings)
            yield code.functions()
    if not choice.code:
        yield solutions.functions()


@pytest.mark.parametrize("number", range(len(CHOICES)), ids=RUNS)
def test_each_curve_is_what_the_catalogues_mistake_gives(data: Any, number: int) -> None:
    recorder = recording.Recorder(load("digits", folder=Path(), fallback=None, seed=DIGITS_SEED))
    labels = recorder.dataset.train.labels
    curves = []
    for functions in written_wrong(CHOICES[number]):
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(SEED)
            model = functions["SimpleNN"]()
        criterion, optimizer = functions["make_criterion"](), functions["make_optimizer"](model)
        step, losses = functions["train_step"], []
        with contextlib.suppress(RuntimeError):  # some ways to make a mistake end in an error
            for _, batch in zip(range(12), recorder.batches(), strict=False):
                losses.append(
                    step(model, criterion, optimizer, recorder.images[batch], labels[batch])
                )
        curves.append(losses)
    assert pytest.approx(data["runs"][number]["losses"][:12], abs=1e-3) in curves


def holds(data: Any, code: str, step: int) -> dict[str, list[int]]:
    moments = data["runs"][RUNS[code]]["steps"][step - 1]["moments"]
    return {moment["call"]: moment["holds"] for moment in moments}


def test_what_is_in_grad_is_told_apart(data: Any) -> None:
    assert holds(data, "right", 3) == {
        "forward": [2], "loss": [2], "zero_grad": [], "backward": [3], "step": [3],
    }  # fmt: skip
    assert holds(data, "missing-zero-grad", 3)["step"] == [1, 2, 3]
    assert holds(data, "zero-grad-after-backward", 3)["step"] == []
    assert holds(data, "step-before-backward", 3)["step"] == []


def test_what_backward_adds_is_the_gradient_of_this_batch_alone(data: Any) -> None:
    steps = data["runs"][RUNS["missing-zero-grad"]]["steps"]
    before = picture(data, steps[1]["moments"][-1]["gradient"])
    after = picture(data, steps[2]["moments"][3]["gradient"])
    added = picture(data, steps[2]["added"])
    assert torch.allclose(before + added, after, atol=float(after.abs().max()) / 60)


def test_the_moment_at_which_two_curves_part_is_found() -> None:
    assert parting((2.0, 1.0, 0.5), (2.0, 1.0, 0.6)) == 3
    assert parting((2.0, 1.0), (2.0, 1.001)) is None


def test_the_flat_curves_part_at_the_second_step_and_stale_gradients_at_the_third(
    data: Any,
) -> None:
    parts = {run["code"]: run["part"] for run in data["runs"]}
    assert parts == {
        "": None, "missing-zero-grad": 3, "step-before-backward": 2, "missing-step": 2,
        "zero-grad-after-backward": 2, "softmax-before-loss": 1, "wrong-learning-rate": 2,
    }  # fmt: skip


def test_the_page_is_one_small_file_that_may_load_nothing(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert len(text.encode()) < 3_000_000
    (policy,) = re.findall(r'Content-Security-Policy" content="(.*?)"', text)
    assert policy.startswith("default-src &#39;none&#39;; script-src &#39;sha256-")
    assert "unsafe" not in policy
    assert not re.findall(r"(?:src|href)=\"(?!#)", text)


def told(opened: Visit) -> str:
    return str(opened.page.inner_text("#station"))


def place(opened: Visit) -> int:
    return int(opened.page.input_value("#place"))


def test_the_slider_walks_through_the_calls_and_the_steps(opened: Visit) -> None:
    seen = []
    for at in range(6):
        opened.page.fill("#place", str(at))
        seen.append((told(opened), opened.page.inner_text("#where")))
    calls = ["forward", "loss", "zero_grad", "backward", "step"]
    assert seen == [(call, "step 1 of 8") for call in calls] + [("forward", "step 2 of 8")]
    opened.page.fill("#place", str(LAST))
    assert opened.page.is_disabled("#on")
    assert "Step 8 of 8." in opened.page.inner_text("#seen")


def test_each_call_says_what_it_reads_and_what_it_changes(opened: Visit) -> None:
    for call, changed in {"forward": "Logits", "backward": ".grad", "step": "Weights"}.items():
        opened.page.click(f"#stations button[data-call={call}]")
        names = opened.page.locator(".card.changes h3").all_inner_texts()
        assert len(names) == 1
        assert names[0].startswith(changed)


def test_the_arrow_keys_walk_and_the_page_keys_take_a_whole_step(opened: Visit) -> None:
    for key, wanted in (
        ("ArrowRight", 1), ("ArrowRight", 2), ("ArrowLeft", 1), ("PageDown", 6), ("PageUp", 1),
    ):  # fmt: skip
        opened.page.keyboard.press(key)
        assert place(opened) == wanted
    opened.page.focus("#place")
    opened.page.keyboard.press("ArrowRight")
    opened.page.keyboard.press("PageDown")
    assert place(opened) == 7


def test_after_a_what_if_is_clicked_the_arrow_keys_walk_through_its_calls(opened: Visit) -> None:
    opened.page.click("label:has-text('zero_grad is left out')")
    assert (opened.page.evaluate("now.run"), place(opened)) == (1, 8)
    for key, wanted in (("ArrowRight", 9), ("ArrowLeft", 8), ("PageDown", 13)):
        opened.page.keyboard.press(key)
        assert (opened.page.evaluate("now.run"), place(opened)) == (1, wanted)


def test_who_chose_a_what_if_with_the_keys_can_go_on_choosing(opened: Visit) -> None:
    opened.page.focus("[name=what-if]:checked")
    for wanted in (1, 2, 3):
        opened.page.keyboard.press("ArrowDown")
        assert opened.page.evaluate("now.run") == wanted
    opened.page.keyboard.press("Tab")
    opened.page.keyboard.press("Tab")
    before = place(opened)
    opened.page.keyboard.press("ArrowRight")
    assert (opened.page.evaluate("now.run"), place(opened)) == (3, before + 1)


def test_everything_can_be_reached_and_used_with_the_keyboard_alone(opened: Visit) -> None:
    reached = []
    opened.page.evaluate("() => document.querySelector('[name=what-if]').focus()")
    opened.page.keyboard.press("ArrowRight")
    assert opened.page.evaluate("now.run") == 1
    for _ in range(14):
        opened.page.keyboard.press("Tab")
        reached.append(
            opened.page.evaluate("document.activeElement.id || document.activeElement.dataset.call")
        )
    for wanted in ("place", "on", "zero_grad", "step", "digit-on", "epoch"):
        assert wanted in reached
    opened.page.focus("#stations button[data-call=step]")
    opened.page.keyboard.press("Enter")
    assert told(opened) == "step"
    assert opened.page.evaluate("document.activeElement.dataset.call") == "step"


@pytest.mark.parametrize("number", range(1, len(CHOICES)), ids=list(RUNS)[1:])
def test_the_switch_shows_a_mistake_where_it_first_shows(opened: Visit, number: int) -> None:
    choice = CHOICES[number]
    opened.page.get_by_label(choice.label, exact=True).check(force=True)
    assert choice.text in opened.page.inner_text("#switch")
    assert choice.look is not None
    assert told(opened).split(",")[0] == choice.look[1]
    assert opened.page.inner_text("#note") == choice.notes[choice.look[1]]
    assert f"They part at step {opened.page.evaluate('data.runs[now.run].part')}" in (
        opened.page.inner_text("#curves-text")
    )
    assert opened.page.locator("#curves polyline").count() == 2


def test_the_state_of_grad_is_a_word_and_not_a_colour_alone(opened: Visit) -> None:
    words = []
    for at in (0, 3, 5, 7):
        opened.page.fill("#place", str(at))
        words.append(opened.page.inner_text("#state"))
    assert words == ["empty", "filled: from step 1", "stale: from step 1", "empty"]
    opened.page.get_by_label("zero_grad is left out").check(force=True)
    assert opened.page.inner_text("#state") == "stale: steps 1 + 2 added up"


def test_another_image_of_the_batch_can_be_looked_at(opened: Visit) -> None:
    opened.page.click("#digit-on")
    label = opened.page.evaluate("data.batches[0].labels[1]")
    assert opened.page.inner_text("#digit-place") == f"a {label}, image 2 of 32"
    assert opened.page.get_attribute("#large", "aria-label") == f"A handwritten {label}"
    opened.page.click("#batch", position={"x": 5, "y": 5})
    assert "image 1 of 32" in opened.page.inner_text("#digit-place")


def test_the_race_names_the_digits_that_each_network_gets_wrong(opened: Visit) -> None:
    opened.page.fill("#epoch", "40")
    heads = opened.page.locator("#wrong h3").all_inner_texts()
    counts = [int(head.split(": ")[1]) for head in heads]
    held, networks = opened.page.evaluate("[race.held, race.networks]")
    assert counts[0] + counts[1] == round(held * (1 - networks[0]["accuracy"][-1]))
    assert counts[0] + counts[2] == round(held * (1 - networks[1]["accuracy"][-1]))
    assert opened.page.locator("#wrong li").count() == sum(min(24, count) for count in counts)


def test_every_place_of_every_run_is_drawn_without_a_word_on_the_console(opened: Visit) -> None:
    sentences = opened.page.evaluate(
        """() => data.runs.flatMap((run, at) => run.steps.flatMap((step, number) =>
            step.moments.map((moment, call) => {
              now.run = at;
              go(number * CALLS + call);
              return $("seen").textContent;
            })))"""
    )
    assert len(sentences) == len(CHOICES) * 5 * STEPS
    assert not [s for s in sentences if re.search("NaN|undefined|null|Infinity", s)]
    assert (opened.said, opened.asked) == ([], [])


EVERY_TEXT = """() => data.runs.flatMap((run, at) => run.steps.flatMap((step, number) =>
    step.moments.map((moment, call) => {
      now.run = at;
      go(number * CALLS + call);
      const rows = $("gradient").querySelectorAll(".row");
      return {
        call: moment.call, out: run.leftOut === moment.call, twice: run.squashed,
        moved: $("seen").textContent.includes("have moved"),
        rows: rows.length, first: rows[0].querySelector(".size").textContent,
        told: document.querySelector(".told").innerText,
        badges: [...document.querySelectorAll(".badge")].map((badge) => badge.textContent),
      };
    })))"""


def test_what_is_said_of_a_call_fits_what_is_shown_in_every_what_if(opened: Visit) -> None:
    for shown in opened.page.evaluate(EVERY_TEXT):
        said, call = shown["told"], shown["call"]
        stepped, cleared = (call == name and not shown["out"] for name in ("step", "zero_grad"))
        assert said.count("Look at") == (not shown["out"]), shown
        assert ("blue and orange swapped" in said) == (stepped and shown["moved"])
        assert ("they are the same" in said) == (stepped and not shown["moved"])
        assert ("step changes this" in shown["badges"]) == (stepped and shown["moved"])
        gone = cleared and shown["rows"] == 2
        assert ("and that it is gone" in said) == gone
        assert ("zero_grad changes this" in shown["badges"]) == gone
        assert ("it was empty already" in said) == (
            cleared and not gone and shown["first"] == "empty"
        )
        assert ("the three rows" in said) == (call == "backward" and shown["rows"] == 3)
        assert ("right gives 0" in said) == (call == "loss" and not shown["twice"])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_the_page_fits_and_can_be_read_by_everyone(
    chromium: Any, file: Path, size: tuple[int, int], scheme: str
) -> None:
    opened = visit(chromium, file, size=size, scheme=scheme)
    for run, at in ((0, 3), (1, 12), (6, 9)):
        opened.page.evaluate("([run, at]) => { choose(run); go(at); }", [run, at])
        assert opened.overflow() <= 0
    assert opened.faults() == []
    assert (opened.said, opened.asked) == ([], [])
    opened.page.close()


def test_the_command_writes_the_page_and_says_where(tmp_path: Path) -> None:
    target = tmp_path / "new" / "step.html"
    command = [sys.executable, "-m", "grader.cli", "explore", "--out"]
    done = subprocess.run(
        [*command, str(target)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, f"{target}: open it in a browser\n"), done.stderr
    assert target.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
