"""The weights are moved in backward already."""

from __future__ import annotations

from grader.findings import Misconception
from grader.findings.variants import ruled_by

STEP_IN_BACKWARD = Misconception(
    code="step-in-backward",
    believes="Going backward means moving the weights against the gradient.",
    message="The weights moved while the gradients were computed",
    numbers=": {fact}.",
    hint="Which call only writes into .grad, and which one changes the weights?",
    steps=(
        "Print one weight before and after your function. Was it asked to change any?",
        (
            "Say of each of your lines whether it reads weights, writes into .grad, or writes into "
            "weights."
        ),
        "Somebody takes a step after your function. How often have the weights moved by then?",
        "One of your lines does what another exercise is about. Which?",
        "Leave the update to that exercise: here the gradients are made, and the weights stay.",
    ),
    why="Computing gradients and using them are two things. backward() says for each weight which "
    "way is uphill and leaves it where it is; the step moves it. Whoever calls both then moves "
    "the weights twice, and cannot look at the gradients in between.",
    locates=lambda case: next((event["line"] for event in case.events("step")), None),
    mentions=("step",),
    aspects=("change",),
    rank=22,
    mistakes=(
        ruled_by({"backward": ("backward", "step")}),
        ruled_by({"zero_grad": ("step", "zero_grad")}),
        ruled_by({"zero_grad": ("step",)}),
        ruled_by({"zero_grad": (), "backward": ("backward", "step", "zero_grad")}),
    ),
    confirms=lambda case: "step" not in case.makes,
)
