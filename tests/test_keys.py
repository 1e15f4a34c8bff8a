"""Keys: fields on either side of the wall, text in between, and nothing is lost on the way."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from grader.course.marks import shipped_contract
from grader.courses.mnist import works
from grader.courses.mnist.parts import TrainingParts
from grader.examiner.draw import Draw
from grader.examiner.plays import play
from grader.frames import keys
from grader.frames.keys import Key, parse, parsed, spelled

FORMS = {
    "0.loss": Key(0, "loss"),
    "1.gradient.0": Key(1, "gradient", "0"),
    "1.gradient.0.none": Key(1, "gradient", "0.none"),
    "0.buffer.layers.2.running_mean": Key(0, "buffer", "layers.2.running_mean"),
    "0.flow.7840 numbers, another": Key(0, "flow", "7840 numbers, another"),
    "map.matrix sorted": Key(None, "map", "matrix sorted"),
    "module": Key(None, "module"),
}

draw = Draw(shipped_contract(), "a", "b", "c")
PLAYS = [
    works.backward(draw, [4, 3], idle=True),
    works.forward(draw, [4], batch_norm=True),
    works.train_step(draw, [4, 3]),
    works.evaluate(draw, 10, 4),
    works.simple_nn(draw, [3, 4]),
]


@pytest.mark.parametrize(("text", "key"), FORMS.items(), ids=FORMS)
def test_a_key_is_read_into_its_fields_and_spelled_as_before(text: str, key: Key) -> None:
    assert parse(text) == key
    assert str(key) == text


@given(st.text(st.sampled_from("01.a\n"), max_size=9))
@example("")
@example(".gradient.0")
@example("0.gradient.")
@example("01.gradient.0")
@example("1000.gradient.0")
@example("٣.gradient.0")
def test_no_two_texts_are_the_same_key_whatever_a_worker_spells(text: str) -> None:
    assert str(parse(text)) == text


@pytest.mark.parametrize("text", ["01.loss", "-1.loss", "1000.loss", "٣.loss", "1 .loss"])
def test_only_a_count_as_we_write_it_is_that_of_a_call(text: str) -> None:
    assert parse(text).call is None


@pytest.mark.parametrize("work", PLAYS, ids=lambda work: work.scene)
def test_what_a_scene_shows_comes_through_a_frame_under_the_same_keys(work) -> None:
    sight = play(TrainingParts().functions(), work)
    for seen in (sight.tensors, sight.values, sight.claims):
        assert parsed(spelled(seen)).keys() == seen.keys()


class Speaks:
    """Something that a learner puts among the keys, to have its code run."""

    def __str__(self) -> str:
        raise AssertionError("its code has run")


@pytest.mark.parametrize("other", [Speaks(), "0.loss", (1, "loss", "")])
def test_nothing_but_a_key_is_spelled_and_no_code_of_another_thing_runs(other: object) -> None:
    with pytest.raises(TypeError, match="something else is among the keys"):
        spelled({Key(0, "loss"): 1, other: 2})  # type: ignore[dict-item]


def test_what_makes_a_key_looks_up_no_name_outside_of_our_modules() -> None:
    assert Key.__new__.__globals__ is vars(keys)
