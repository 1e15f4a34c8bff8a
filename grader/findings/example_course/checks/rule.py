"""What an optimizer is judged by: it is used."""

from grader.kit import OPTIMIZER, Draw, Examiner, call


def check_it_moves_the_weights(examiner: Examiner, draw: Draw) -> None:
    """The optimizer moves every weight by the learning rate times its gradient."""
    model = draw.model()
    draw.gradients(model, 1)
    work = draw.work(
        "sgd_for",
        call(model, round(draw.number(0.02, 0.4), 4)),
        returns=[OPTIMIZER],
        looks=[],
        then=("step", [call()], []),
    )
    examiner.agree(work, "change")
