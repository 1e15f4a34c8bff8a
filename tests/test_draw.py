"""What a function is handed is described once, built alike on both sides, and leads nowhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import torch

from grader.course.contract import Contract, Definition, Parameter
from grader.course.marks import shipped_contract
from grader.errors import CourseError
from grader.examiner.calls import Call, also, call, method, number, tensor, value
from grader.examiner.compare import agree, differences
from grader.examiner.draw import Draw
from grader.examiner.plays import play
from grader.examiner.replies import play_in
from grader.frames.keys import Key
from grader.sandbox.launch import launch
from grader.sandbox.mishap import Mishap
from grader.sandbox.patience import Patience
from grader.sandbox.sealed import Nursery
from grader.scenes import SCENES, Sight, Work

WIDTHS = (6, 5, 3)
NAMES = ("one", "two", "three")


def drawing() -> Draw:
    """What draws for a course with one function, `f(one, two, three)`."""
    given = tuple(Parameter(name, "positional or keyword", None) for name in NAMES)
    return Draw(Contract(("f.py",), {"f": Definition("f.py", "function", given)}), "a seed")


def seen(function: Callable[..., Any], work: Work) -> Sight:
    return play({"f": function}, work)


def test_an_optimizer_holds_the_parameters_of_the_model_beside_it() -> None:
    draw = drawing()
    model = draw.model(WIDTHS)
    draw.gradients(model)
    work = draw.work("f", call(model, draw.optimizer(model, groups=2)), looks=["gradients kept"])
    sight = seen(lambda model, optimizer: optimizer.step(), work)
    for i, gradient in work.under("gradient.0").items():
        group = next(g for g in work.groups if int(i) in g["parameters"])
        assert torch.allclose(sight.tensors[Key(0, "change", i)], -group["lr"] * gradient)
    assert sight.value("gradients kept") is True


def test_what_one_call_leaves_behind_meets_the_next() -> None:
    draw = drawing()
    velocity = draw.tensor(3)
    work = draw.work("f", call(velocity), call(velocity), looks=["argument"])
    sight = seen(lambda one: one.add_(1), work)
    assert torch.equal(sight.tensors[Key(1, "argument", "one")], velocity + 2)


def test_an_argument_that_was_changed_is_named_wherever_it_stood() -> None:
    draw = drawing()
    batches = draw.batches(draw.model(WIDTHS), [2, 4])
    sight = seen(lambda one: one[1][0].zero_(), draw.work("f", call(batches), looks=["argument"]))
    assert torch.equal(sight.tensors[Key(0, "argument", "one[0][0]")], batches[0][0])
    assert not sight.tensors[Key(0, "argument", "one[1][0]")].any()


def test_how_often_a_handed_function_was_called_is_seen() -> None:
    draw = drawing()
    work = draw.work("f", call(draw.answers([0.5, 0.25, 0.75])), returns=[number()], looks=[])
    sight = seen(lambda one: one() + one(), work)
    assert sight.value("returned") == 0.75
    assert sight.values[Key(0, "times called", "one")] == 2


def test_a_handed_function_moves_weights_as_drawn() -> None:
    draw = drawing()
    model = draw.model(WIDTHS)
    moves = draw.moves(model, 2)
    work = draw.work("f", call(moves), call(moves), looks=[])
    sight = seen(lambda one: one(), work)
    for turn in (0, 1):
        for i in range(4):
            moved = work.tensors[f"given.{moves.number}.{turn}.{i}"]
            assert torch.allclose(sight.tensors[Key(turn, "change", i)], moved, atol=1e-6)


def test_two_models_are_told_apart() -> None:
    draw = drawing()
    one, two = draw.model(WIDTHS), draw.model(WIDTHS)

    def averaged(teacher: Any, learner: Any) -> None:
        with torch.no_grad():
            for ours, theirs in zip(teacher.parameters(), learner.parameters(), strict=True):
                ours.lerp_(theirs, 0.5)

    work = draw.work("f", call(one, two), looks=["mode"])
    sight = seen(averaged, work)
    expected = (work.weights_of(1)["0"] - work.weights_of(0)["0"]) / 2
    assert torch.allclose(sight.tensors[Key(0, "change", "0")], expected, atol=1e-6)
    assert not sight.tensors[Key(0, "change", "1.0")].any()
    assert sight.values[Key(0, "mode", "1")] == "training"


def test_what_flows_back_from_a_returned_tensor_is_seen_at_each_argument_with_a_graph() -> None:
    draw = drawing()
    left, right = draw.tensor(3, graph=True), draw.tensor(3, graph=True)
    sight = seen(
        lambda one, two: (one * two).sum(),
        draw.work("f", call(left, right), returns=[tensor()], looks=[]),
    )
    assert torch.equal(sight.tensors[Key(0, "flow", "one")], right.detach())
    assert torch.equal(sight.tensors[Key(0, "flow", "two")], left.detach())


def test_of_several_things_that_come_back_each_is_seen_under_its_name() -> None:
    draw = drawing()
    parts = [number("loss"), value("stop")]
    work = draw.work("f", call(2), call(3), returns=parts, looks=[])
    sight = seen(lambda one: (0.5, one > 2) if one == 3 else 0.5, work)
    assert sight.value("together") is False
    assert sight.value("loss", 1) == 0.5
    assert sight.value("stop", 1) is True


def test_the_ends_of_a_range_of_whole_numbers_come_first() -> None:
    draw = drawing()
    assert [draw.whole(1, 4), draw.whole(1, 4)] == [1, 4]
    assert {draw.whole(1, 4) for _ in range(50)} == {1, 2, 3, 4}


def test_what_cannot_be_handed_over_is_refused_with_what_can() -> None:
    with pytest.raises(CourseError, match="cannot be handed a set; hand over numbers, texts"):
        drawing().work("f", call({1}))


# --- what is handed over leads to nothing that was seen --------------------------------------

HANDED: dict[str, Callable[[Draw], Any]] = {
    "model": lambda draw: draw.model(WIDTHS),
    "optimizer": lambda draw: draw.optimizer(draw.model(WIDTHS)),
    "parameters": lambda draw: draw.parameters(draw.model(WIDTHS)),
    "criterion": lambda draw: draw.criterion(),
    "tensor": lambda draw: draw.tensor(3, graph=True),
    "loader": lambda draw: draw.loader(*draw.batch(draw.model(WIDTHS), 5), 2),
    "loss": lambda draw: _loss(draw),
    "answers": lambda draw: draw.answers([1.0, 2.0]),
    "moves": lambda draw: draw.moves(draw.model(WIDTHS), 2),
    "batches": lambda draw: draw.batches(draw.model(WIDTHS), [2, 2]),
    "file": lambda draw: draw.file(),
}
WALKS = b"""
FOUND = {"Sight", "Work", "Hands", "_Play", "Key", "Solutions", "StudentCast", "Frame"}

def around(thing):
    for name in ("__dict__", "__closure__", "cell_contents", "__self__", "__func__",
                 "__globals__", "gi_frame", "f_locals", "f_back", "f_globals", "__wrapped__"):
        try:
            yield name, getattr(thing, name)
        except Exception:
            pass
    if isinstance(thing, dict):
        yield from thing.items()
    elif isinstance(thing, (list, tuple, set)):
        yield from enumerate(thing)

def backward(handed, _):
    seen, todo = set(), [("handed", handed)]
    while todo and len(seen) < 4000:
        path, thing = todo.pop(0)
        if id(thing) in seen:
            continue
        seen.add(id(thing))
        if type(thing).__name__ in FOUND or getattr(thing, "__name__", "") in FOUND:
            raise RuntimeError(f"BREACH {path}")
        module = str(getattr(thing, "__module__", ""))
        if type(thing).__name__ != "module" and not module.startswith("torch."):
            todo += [(f"{path}.{name}", next) for name, next in around(thing)]
"""


def _loss(draw: Draw) -> Any:
    model = draw.model(WIDTHS)
    return draw.loss(model, *draw.batch(model, 2))


@pytest.fixture(scope="module")
def nursery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Nursery, Path]]:
    home = tmp_path_factory.mktemp("handed")
    folder = home / "submission"
    folder.mkdir()
    (folder / "backward.py").write_bytes(WALKS)
    with Nursery(launch(home), shipped_contract(), memory=256 << 20) as made:
        yield made, folder


def test_every_kind_of_thing_that_can_be_handed_over_is_tried() -> None:
    draw = drawing()
    kinds = {t["kind"] for make in HANDED.values() for t in _work(draw, make).params["things"]}
    assert kinds == {
        "model", "optimizer", "parameters", "criterion", "tensor", "loader", "loss", "answers",
        "moves", "file",
    }  # fmt: skip
    assert {"given", "construct", "training", "at length"} == SCENES.keys()


def _work(draw: Draw, make: Callable[[Draw], Any]) -> Work:
    (function, *_) = draw.contract.definitions.keys() & {"f", "backward"}
    return draw.work(function, call(make(draw), 0), looks=[])


@pytest.mark.parametrize("kind", HANDED)
def test_nothing_that_is_handed_over_leads_to_what_was_seen(
    kind: str, nursery: tuple[Nursery, Path]
) -> None:
    made, folder = nursery
    worker, said = made.fork(folder), ""
    worker.begin()
    try:
        play_in(worker, _work(Draw(shipped_contract(), "a seed"), HANDED[kind]), Patience(15, 45))
    except Mishap as mishap:
        said = f"{mishap.kind} {mishap.text}"
    finally:
        worker.end()
    assert "BREACH" not in said


# --- what a class makes, and what happens between its uses ----------------------------------------
class Distance:
    """How far a model has moved since it was first seen."""

    def __init__(self, one: Any) -> None:
        self.model, self.first = one, [p.detach().clone() for p in one.parameters()]

    def far(self) -> float:
        pairs = zip(self.model.parameters(), self.first, strict=True)
        return sum((now - then).norm().item() for now, then in pairs)


class Shares(Distance):
    """The same, with its first weights not copied."""

    def __init__(self, one: Any) -> None:
        self.model, self.first = one, [*one.parameters()]


def of_a_class(*asked: Call, draw: Draw) -> Work:
    draw.contract = Contract(("f.py",), {"f": Definition("f.py", "class", ())})
    return draw.work("f", *asked, looks=[])


def test_a_model_moves_between_the_uses_of_what_a_class_made() -> None:
    draw = drawing()
    model = draw.model(WIDTHS)
    move, far = also(draw.moves(model, 2)), method("far").giving(number())
    work = of_a_class(call(model), far, move, far, move, far, draw=draw)
    right, wrong = seen(Distance, work), seen(Shares, work)
    assert right.value("returned", 1) == wrong.value("returned", 1) == 0
    assert 0 < right.value("returned", 3) != right.value("returned", 5)
    assert wrong.value("returned", 3) == 0
    assert right.of("change", 2)


def test_what_happens_between_the_uses_of_a_class_is_told_with_also() -> None:
    draw = drawing()
    with pytest.raises(CourseError, match=r"write one call\(.*between them is also\("):
        of_a_class(call(1), method("far"), call(2), draw=draw)


def test_a_tensor_in_a_list_that_hangs_on_the_graph_is_another_than_one_that_does_not() -> None:
    draw = drawing()
    work = draw.work("f", call(draw.model(WIDTHS)), returns=[value()], looks=[])

    def kept(make: Callable[[Any], Any]) -> Sight:
        return seen(lambda model: {"kept": [(make(p), 1) for p in model.parameters()]}, work)

    apart, attached = kept(lambda p: p.detach().clone()), kept(lambda p: p * 1.0)
    assert agree(apart, kept(lambda p: p.data + 0))
    assert not agree(apart, attached)
    assert apart.whole("returned")["kept"][0][0].shape == (5, 6)
    found = differences(apart, attached)[-1]
    assert "attached to the graph" in found.got
    assert "attached to the graph" not in found.expected


# --- in words -------------------------------------------------------------------------------------
ONES = torch.ones(100, 40)
LAST = ONES.clone().index_put((torch.tensor(99), torch.tensor(39)), torch.tensor(1.002))


@pytest.mark.parametrize(
    ("expected", "got", "told"),
    [
        (ONES, LAST, ("1 at [99, 39]", "1.002 at [99, 39]")),
        (2, 2.0, ("2 (int)", "2.0 (float)")),
        ([1.0] * 60, [1.0] * 59 + [1.5], ("1 at [59]", "1.5 at [59]")),
        ([2] * 60, [2] * 61, ("60 entries", "61 entries")),
        ({"a": "x" * 200 + "y"}, {"a": "x" * 200 + "z"}, (f"'{'x' * 20}y' at ['a']",) * 2),
        (float("nan"), 1.0, ("nan", "1")),
        (10**200, 10**200 + 1, (f"'{'0' * 21}'", f"'{'0' * 20}1'")),
    ],
)
def test_what_would_print_alike_is_told_where_it_differs(
    expected: Any, got: Any, told: tuple[str, str]
) -> None:
    key = Key(0, "returned")
    sights = [
        Sight({key: v}) if isinstance(v, torch.Tensor) else Sight({}, {key: v})
        for v in (expected, got)
    ]
    (found,) = differences(*sights)
    assert (found.expected, found.got.replace("z'", "y'")) == told
    assert found.expected != found.got
    assert found.fact
