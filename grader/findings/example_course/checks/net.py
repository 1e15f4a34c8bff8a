"""What a network is judged by: known weights, and what it gives."""

from grader.kit import Draw, Examiner


def check_it_gives_logits(examiner: Examiner, draw: Draw) -> None:
    """The network turns inputs into 10 logits each."""
    examiner.agree(draw.class_work("Net", (64, 10), [draw.tensor(3, 64)]))
