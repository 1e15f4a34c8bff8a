"""The scene of `backward(optimizer, loss)`: fresh losses over gradients that may be stale."""

from __future__ import annotations

from grader.keys import Key
from grader.scenes import asking
from grader.scenes.models import give_gradients, parameters_of, see_gradients, see_weights
from grader.scenes.props import build_model, build_optimizer
from grader.scenes.stage import Cast, Sight, Work, asked, led, scene


@scene("backward", "backward")
def play_backward(cast: Cast, work: Work) -> Sight:
    """Every gradient and every weight after each of several calls on new batches."""
    sight = Sight()
    model = led(cast, build_model)(work)
    optimizer = led(cast, build_optimizer)(model, work)
    give_gradients(cast, model, work, "stale")
    for call in range(work.params["calls"]):
        images, labels = work.tensors[f"images.{call}"], work.tensors[f"labels.{call}"]
        loss = led(cast, asking.loss_of)(model, images.clone(), labels.clone())
        cast["backward"](optimizer, loss)
        # Before anything is looked at: a hook of the learner's on the graph runs with it.
        again = asked(cast, asking.gradients, loss, None, parameters_of(model))
        sight.claims[Key(call, "retained")] = not isinstance(again, str)  # the graph can be walked
        see_gradients(sight, call, model)
        see_weights(sight, call, model)
    return sight
