"""The explorer's page trains as PyTorch does, in any order of the calls, and can be used by all."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import torch
from browser import NARROW, Visit, visit
from click.testing import CliRunner
from torch import nn

from grader.cli import main
from grader.course.course import built_in_course, load_course
from grader.courses.mnist.explore.page import DIGITS_SEED, SCRIPTS, TEMPLATES, explorer_page
from grader.courses.mnist.explore.whatifs import LESSON, WHATIFS, yours
from grader.datasets import Split, load
from grader.examiner.training import losses_of
from grader.learn.progress import Progress, Recorded, note_check, recall
from grader.report.inline import self_contained
from grader.results.finding import Finding, Severity
from grader.results.trained import MOST_STEPS, Training
from grader.results.verdict import ExerciseResult

ONE_SCREEN = (1366, 657)
AT_REST = """() => new Promise((done) => {
    const look = () => player.running ? requestAnimationFrame(look) : done(); look(); })"""
ORDERS = [
    *{whatif.order for whatif in WHATIFS},
    ("forward", "loss", "step", "backward"),
    ("forward", "forward", "loss", "backward", "step", "zero_grad"),
    ("forward", "loss", "backward", "loss", "backward", "step"),
    ("zero_grad", "forward", "loss", "backward", "step", "forward", "loss", "backward", "step"),
    ("loss", "forward", "backward", "step"),
    ("forward", "backward", "loss"),
]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("explorer") / "explorer.html"
    path.write_text(self_contained(**explorer_page()), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def window(chromium: Any, file: Path) -> Iterator[Visit]:
    opened = visit(chromium, file, size=ONE_SCREEN)
    yield opened
    assert (opened.said, opened.asked) == ([], [])
    opened.page.close()


@pytest.fixture
def page(window: Visit) -> Any:
    """The page as it is when it is opened."""
    window.page.evaluate(
        """() => { $("with").value = "pytorch"; player.network = "simple"; player.size = 32;
            document.querySelector("[name=network][value=simple]").checked = true;
            player.speed = 1; choose(Data.raw.whatifs[0]); document.activeElement.blur(); }"""
    )
    return window.page


@pytest.fixture(scope="module")
def arithmetic(chromium: Any) -> Iterator[Any]:
    """The arithmetic and the loop alone, without the page."""
    alone = chromium.new_page()
    for script in SCRIPTS[:2]:
        alone.add_script_tag(path=TEMPLATES / script)
    yield alone
    alone.close()


def network(hidden: bool) -> list[nn.Linear]:
    torch.manual_seed(5)
    sizes = [784, 16, 10] if hidden else [784, 10]
    return [nn.Linear(a, b).double() for a, b in pairwise(sizes)]


@cache
def public() -> Split:
    return load("digits", folder=Path(), fallback=None, seed=DIGITS_SEED).train


def batches(count: int) -> list[tuple[torch.Tensor, torch.Tensor]]:
    train = public()
    kept = [torch.arange(n * 8, n * 8 + 8) % len(train.labels) for n in range(count)]
    return [(train.images[k].flatten(1).double() / 255, train.labels[k]) for k in kept]


def in_pytorch(layers: list[nn.Linear], data: Any, order: Any) -> dict[str, Any]:
    """The losses and the last weights of a loop in PyTorch, or the error that it ends with."""
    parts: list[nn.Module] = []
    for layer in layers:
        parts += [layer, nn.ReLU()]
    model, losses = nn.Sequential(*parts[:-1]), []
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    logits = loss = error = None
    try:
        for images, labels in data:
            for call in order:
                if call == "forward":
                    logits = model(images)
                elif call == "loss":
                    if logits is None:
                        raise NameError("name 'logits' is not defined")
                    loss = nn.functional.cross_entropy(logits, labels)
                elif call == "zero_grad":
                    optimizer.zero_grad()
                elif call == "backward":
                    if loss is None:
                        raise NameError("name 'loss' is not defined")
                    loss.backward()
                else:
                    optimizer.step()
            losses.append(loss.item() if loss is not None else None)
    except (NameError, RuntimeError) as raised:
        error = f"{type(raised).__name__}: {raised}"
    return {"losses": losses, "weights": layers[0].weight.flatten().tolist(), "error": error}


IN_JAVASCRIPT = """(given) => {
    const [layers, batches, order] = JSON.parse(given);
    const training = new Loop.Training({
      layers: layers.map((one) => Arithmetic.layer(one.inputs, one.outputs, one.weight, one.bias)),
      batch: (n) => ({ images: Float64Array.from(batches[n].images, (v) => v / 255),
                       labels: batches[n].labels,
                       count: batches[n].labels.length }),
      order, rate: 0.1 });
    const losses = [];
    for (let n = 0; n < batches.length && !training.error; n++) {
      training.wholeBatch();
      if (!training.error) losses.push(training.loss && training.loss.value);
    }
    return JSON.stringify({ losses, weights: [...training.weights], error: training.error });
}"""


def both(arithmetic: Any, hidden: bool, steps: int, order: Any) -> tuple[Any, Any]:
    # Threads would wait for each other longer than such small networks take.
    torch.set_num_threads(1)
    layers, data = network(hidden), batches(steps)
    given = [
        {
            "inputs": layer.in_features,
            "outputs": layer.out_features,
            "weight": layer.weight.flatten().tolist(),
            "bias": layer.bias.tolist(),
        }
        for layer in layers
    ]
    sent = [
        {"images": (images * 255).round().int().flatten().tolist(), "labels": labels.tolist()}
        for images, labels in data
    ]
    text = arithmetic.evaluate(IN_JAVASCRIPT, json.dumps([given, sent, list(order)]))
    return json.loads(text), in_pytorch(layers, data, order)


@pytest.mark.parametrize("hidden", [False, True], ids=["one layer", "hidden layer"])
def test_200_steps_give_the_numbers_of_pytorch_in_64_bits(arithmetic: Any, hidden: bool) -> None:
    found, truth = both(arithmetic, hidden, 200, LESSON)
    assert len(found["losses"]) == 200
    assert found["losses"] == pytest.approx(truth["losses"], abs=1e-6)
    apart = torch.tensor(found["weights"]) - torch.tensor(truth["weights"])
    assert apart.abs().max() < 1e-6


@pytest.mark.parametrize("hidden", [False, True], ids=["one layer", "hidden layer"])
def test_any_order_gives_pytorchs_numbers_or_its_error(arithmetic: Any, hidden: bool) -> None:
    for order in ORDERS:
        found, truth = both(arithmetic, hidden, 3, order)
        assert bool(found["error"]) == bool(truth["error"]), (order, found["error"], truth["error"])
        if truth["error"]:
            assert truth["error"].startswith(found["error"])
        assert found["losses"] == pytest.approx(truth["losses"], abs=1e-9), order
        assert found["weights"] == pytest.approx(truth["weights"], abs=1e-9), order


def test_each_ready_made_order_is_told_by_the_catalogues_name(page: Any) -> None:
    for whatif in WHATIFS:
        page.select_option("#whatif", whatif.key)
        links = page.locator("#mistake a").all_inner_texts()
        assert links == ([whatif.code] if whatif.code else []), whatif.key
        assert not whatif.code or page.locator(f"[id='why-{whatif.code}']").count() == 1


def test_the_page_goes_the_way_of_pytorchs_recorded_run(page: Any) -> None:
    page.click("#epoch")
    page.evaluate(AT_REST)
    mine, recorded = page.evaluate("[[...player.training.losses], Data.raw.losses]")
    assert len(mine) == 36
    assert mine == pytest.approx(recorded[:36], abs=1e-3)  # that one has 32 bits


def run_of(page: Any, key: str) -> list[float]:
    page.select_option("#whatif", key)
    page.click("#epoch")
    page.evaluate(AT_REST)
    losses: list[float] = page.evaluate("[...player.training.losses]")
    return losses


def test_zero_grad_may_stand_at_the_end_but_not_between_backward_and_step(page: Any) -> None:
    right = run_of(page, "lesson")
    assert run_of(page, "last") == right == run_of(page, "first")
    assert run_of(page, "between") != right
    assert page.evaluate("player.training.steps") == 0
    assert "no weight has moved" in page.inner_text("#seen")


def test_two_runs_are_compared_and_the_batch_is_named_at_which_they_part(page: Any) -> None:
    page.select_option("#with", "lesson")
    run_of(page, "without-zero-grad")
    page.locator("#compare-name").scroll_into_view_if_needed()
    page.wait_for_selector("#compare-said:has-text('part at batch 3')")
    page.evaluate("scrollTo(0, 0)")


def order(page: Any) -> list[str]:
    found: list[str] = page.evaluate("player.order")
    return found


def test_the_calls_are_moved_doubled_and_removed_by_keys_and_by_mouse(page: Any) -> None:
    page.focus("#cards li:nth-child(3) .grip")
    page.keyboard.press("ArrowDown")
    assert order(page) == ["forward", "loss", "backward", "zero_grad", "step"]
    assert page.inner_text("#mistake a") == "zero-grad-after-backward"
    page.keyboard.press("Delete")
    assert page.inner_text("#mistake a") == "missing-zero-grad"
    page.click("[aria-label='Double step, line 4']")
    page.click("[aria-label='Remove forward, line 1']")
    assert order(page) == ["loss", "backward", "step", "step"]
    page.click("text=+ forward")
    grip, top = (page.locator(f"#cards li:nth-child({n}) .grip").bounding_box() for n in (5, 1))
    page.mouse.move(grip["x"] + 5, grip["y"] + 9)
    page.mouse.down()
    page.mouse.move(top["x"] + 5, top["y"] + 9, steps=4)
    page.mouse.up()
    assert order(page) == ["forward", "loss", "backward", "step", "step"]


def test_on_a_phone_a_finger_moves_the_calls_and_draws_and_the_page_stays(
    chromium: Any, file: Path
) -> None:
    opened = visit(chromium, file, size=NARROW, touch=True)
    page = opened.page
    finger = page.context.new_cdp_session(page)

    def drag(begin: str, end: str) -> float:
        """A finger goes from the middle of one thing to that of another; how far the page went."""
        page.locator(begin).scroll_into_view_if_needed()
        boxes = [page.locator(one).bounding_box() for one in (begin, end)]
        (x, y), (to_x, to_y) = ((b["x"] + b["width"] / 2, b["y"] + b["height"] / 2) for b in boxes)
        before = page.evaluate("scrollY")
        for n in range(7):
            point = {"x": x + (to_x - x) * n / 6, "y": y + (to_y - y) * n / 6}
            kind = "touchMove" if n else "touchStart"
            finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [point]})
        finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        return abs(float(page.evaluate("scrollY")) - float(before))

    grip = "#cards li:nth-child({}) .grip"
    last = page.locator("#cards li:nth-child(5)").bounding_box()
    assert last["y"] + last["height"] <= NARROW[1], "the five lines stand on the first screen"
    page.tap("[aria-label='Double loss, line 2']")
    page.tap("[aria-label='Remove loss, line 2']")
    assert drag(grip.format(5), grip.format(1)) == 0
    assert order(page) == ["step", "forward", "loss", "zero_grad", "backward"]
    assert page.inner_text("#mistake a") == "step-before-backward"
    assert drag(grip.format(1), grip.format(3)) == 0
    assert order(page) == ["forward", "loss", "step", "zero_grad", "backward"]
    page.evaluate("$('clear').click()")
    before = page.evaluate("document.getElementById('bars').toDataURL()")
    assert drag("#pad", "#clear") == 0
    assert page.evaluate("document.getElementById('bars').toDataURL()") != before
    assert opened.overflow() <= 0
    assert (opened.said, opened.asked) == ([], [])
    page.close()


def test_a_call_moves_on_the_stage_and_the_running_line_is_marked(page: Any) -> None:
    picture = "() => document.getElementById('stage').toDataURL()"
    page.click("#one-call")
    before = page.evaluate(picture)
    page.evaluate("() => new Promise((done) => setTimeout(done, 300))")
    assert page.evaluate("player.running")
    assert page.evaluate(picture) != before
    assert page.locator("#cards .running").get_attribute("data-call") == "forward"
    page.evaluate("player.speed = 2")
    page.evaluate(AT_REST)
    assert page.evaluate("player.training.at") == 1


def test_a_guess_is_answered_by_an_experiment_that_agrees_with_the_course(page: Any) -> None:
    found = page.evaluate(
        "Object.fromEntries(Object.entries(Questions.EXPERIMENTS).map(([k, f]) => [k, f().word]))"
    )
    asked = next(e for e in load_course(built_in_course()).exercises if e.id == "explain").checks
    known = {key: asked[key].right for key in found if key in asked}
    assert {key: found[key] for key in known} == known
    page.click("#questions .words button >> nth=1")
    assert "You guessed “replaces”" in page.inner_text("#questions")
    page.evaluate("scrollTo(0, 0)")


def test_a_digit_is_drawn_and_a_weight_painted(page: Any) -> None:
    page.evaluate("document.querySelector('#touch-name').scrollIntoView()")
    page.click("#clear")
    before = page.evaluate("document.getElementById('bars').toDataURL()")
    for pad in ("#pad", "#weights-pad"):
        page.locator(pad).scroll_into_view_if_needed()
        box = page.locator(pad).bounding_box()
        page.mouse.move(box["x"] + 60, box["y"] + 60)
        page.mouse.down()
        page.mouse.move(box["x"] + 90, box["y"] + 150, steps=5)
        page.mouse.up()
    assert page.evaluate("document.getElementById('bars').toDataURL()") != before
    changed = page.evaluate(
        """() => { const begun = Data.layersOf("simple")[0].weight.values;
            return player.training.weights.filter((value, i) => value !== begun[i]).length; }"""
    )
    assert 0 < changed < 784
    page.evaluate("scrollTo(0, 0)")


def test_the_smallest_network_shows_the_numbers_of_the_lesson(page: Any) -> None:
    page.check("[name=network][value=two]", force=True)
    page.evaluate("player.speed = 3")
    page.evaluate("() => player.oneEpoch()")
    page.evaluate(AT_REST)
    losses = page.evaluate("player.training.losses.slice(0, 3)")
    assert [round(loss, 4) for loss in losses] == [0.6931, 0.5130, 0.3963]


def test_the_page_is_one_small_file_that_may_load_nothing(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert len(text.encode()) < 3_000_000
    (policy,) = re.findall(r'Content-Security-Policy" content="(.*?)"', text)
    assert policy.startswith("default-src &#39;none&#39;; script-src &#39;sha256-")
    assert "unsafe" not in policy
    assert not re.findall(r"(?:src|href)=\"(?!#)", text)


def test_no_held_out_digit_is_in_the_page(file: Path) -> None:
    found = re.search(r'id="data">(.*?)</script>', file.read_text(encoding="utf-8"), re.S)
    assert found is not None
    data = json.loads(found[1])
    train = public()
    assert data["labels"] == train.labels.tolist()


@pytest.mark.parametrize(("size", "scheme"), [(ONE_SCREEN, "light"), (NARROW, "dark")])
def test_the_page_fits_and_can_be_read_by_everyone(
    chromium: Any, file: Path, size: tuple[int, int], scheme: str
) -> None:
    opened = visit(chromium, file, size=size, scheme=scheme)
    opened.page.select_option("#whatif", "between")
    bottom = opened.page.evaluate(
        "document.querySelector('.transport').getBoundingClientRect().bottom"
    )
    assert bottom <= size[1]
    assert opened.overflow() <= 0
    assert opened.faults() == []
    assert (opened.said, opened.asked) == ([], [])
    opened.page.close()


def test_nothing_moves_where_reduced_motion_is_wished_for(page: Any) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.click("#one-call")
    page.evaluate(AT_REST)
    assert page.evaluate("[player.made.call, player.playing]") == ["forward", None]
    page.emulate_media(reduced_motion="no-preference")


# --- a learner's own loop -------------------------------------------------------------------------
def test_a_learners_own_loop_has_the_name_of_its_mistake() -> None:
    assert yours(["forward", "loss", "backward", "step"]).code == "missing-zero-grad"
    assert yours(LESSON).code == ""
    own = yours(["forward", "forward", "loss", "step"])
    assert (own.key, own.order, own.code) == ("yours", ("forward", "forward", "loss", "step"), "")


def test_the_mistake_that_a_check_named_is_made_on_the_page_too() -> None:
    squashed = yours(LESSON, ["softmax-before-loss"])
    assert (squashed.key, squashed.squash, squashed.code) == ("yours", True, "softmax-before-loss")
    assert yours(LESSON, ["wrong-learning-rate"]).rate == 1.0


EVENTS = [{"call": 1, "event": name} for name in ("forward", "loss", "backward", "step")]


def trained(steps: Sequence[float | None], right: Sequence[float]) -> Training:
    return Training((1.0,), 0.5, 0.8, steps=(*steps,), reference_steps=(*right,))


def test_explore_begins_with_the_loop_and_the_losses_that_the_last_check_saw(
    tmp_path: Path, chromium: Any
) -> None:
    early = CliRunner().invoke(main, ["explore", "--work", str(tmp_path)])
    assert early.exit_code == 2
    assert "no check has seen a step of its loop yet" in early.output
    other = [{"call": 2, "event": "forward"}]
    losses = [2.4, 2.3, 3.1, None, 9.0], [2.4, 2.3, 2.2, 2.1, 2.0]
    found = Finding("missing-zero-grad", "so", "why?", Severity.ERROR)
    result = ExerciseResult("train", "Train", (), (found,))
    note_check(tmp_path, None, [result], [*EVENTS, *other], trained(*losses))
    # A later check of one function that makes one call is none of a loop.
    note_check(tmp_path, None, [], [{"call": 1, "event": "backward"}])
    assert recall(tmp_path).calls == ("forward", "loss", "backward", "step")
    out = tmp_path / "page.html"
    done = CliRunner().invoke(main, ["explore", "--work", str(tmp_path), "--out", str(out)])
    assert done.exit_code == 0, done.output
    opened = visit(chromium, out, size=NARROW, scheme="dark")
    said = opened.page.inner_text("#recorded-said")
    assert said.startswith("The mistake acts in batch 2.")
    assert "yours is 3.100" in said
    assert "On this page it acts in batch 2." in said
    assert opened.page.evaluate("[player.order.length, page.other.losses[2]]") == [4, 3.1]
    assert opened.page.locator("a[href='#why-missing-zero-grad']").count() == 2
    assert (opened.overflow(), opened.faults(), opened.said, opened.asked) == (0, [], [], [])
    opened.page.close()


def test_losses_of_an_earlier_loop_are_not_those_of_the_last_one(tmp_path: Path) -> None:
    note_check(tmp_path, None, [], EVENTS, trained([2.0], [1.0]))
    assert recall(tmp_path).recorded == Recorded((2.0,), (1.0,))
    note_check(tmp_path, None, [], EVENTS)
    assert recall(tmp_path).recorded == Recorded()


def test_of_the_remembered_losses_nothing_but_some_numbers_is_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    note_check(tmp_path, None, [], EVENTS, trained([2.0], [1.0]))
    (state,) = tmp_path.rglob("*.json")
    document = json.loads(state.read_text())
    claimed = ["<script>", [1.0], True, 1e999, 2.5, *[0.5] * 999]
    document["recorded"] = {"losses": claimed, "right": {}, "more": "x"}
    state.write_text(json.dumps(document))
    assert recall(tmp_path) == Progress()  # what is no list is no state of ours
    document["recorded"]["right"] = []
    state.write_text(json.dumps(document))
    assert recall(tmp_path).recorded.losses[:5] == (None, None, None, None, 2.5)
    assert len(recall(tmp_path).recorded.losses) == MOST_STEPS


def test_what_a_worker_claims_of_losses_is_read_as_bounded_numbers() -> None:
    claims = [1.5, "2", None, float("nan"), 1e30, True, [1.0], *[0.25] * 500]
    found = losses_of(claims)
    assert found[:7] == (1.5, None, None, None, None, None, None)
    assert len(found) == MOST_STEPS
    assert losses_of(None) == losses_of("1.5") == ()
