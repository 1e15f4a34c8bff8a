"""Gradients by hand: what flows back, in the right shapes, and nobody else computed it."""

import torch

from grader.kit import call, mistake, tensor

GRADIENTS = [
    tensor("gradient of the inputs"),
    tensor("gradient of the weight"),
    tensor("gradient of the bias"),
]


def of_a_layer(draw):
    n, i, o = draw.whole(1, 6), draw.whole(2, 5), draw.whole(3, 7)
    return draw.tensor(n, i), draw.tensor(o, i), draw.tensor(n, o)


def of_a_batch(draw):
    n, c = draw.whole(1, 7), draw.whole(2, 6)
    return draw.tensor(n, c, scale=2.0), draw.labels(n, c)


def check_linear_layer(examiner, draw):
    """linear_backward gives the gradients of the inputs, the weight and the bias."""
    works = (
        draw.work(
            "linear_backward",
            call(*of_a_layer(draw)),
            returns=GRADIENTS,
            looks=["argument", "shape"],
        )
        for _ in range(4)
    )
    examiner.agree_on_all(*works)


def check_cross_entropy(examiner, draw):
    """cross_entropy_backward gives the gradient of the mean loss by each logit."""
    examiner.agree_on_all(
        *(draw.work("cross_entropy_backward", call(*of_a_batch(draw))) for _ in range(4))
    )


def check_no_autograd(examiner, draw):
    """Both work it out themselves: no graph is built on the way."""
    # The numbers alone are another check's business; a graph shows who computed them.
    layer = draw.work(
        "linear_backward", call(*of_a_layer(draw)), returns=GRADIENTS, looks=["graph"]
    )
    batch = draw.work(
        "cross_entropy_backward", call(*of_a_batch(draw)), returns=[tensor()], looks=["graph"]
    )
    for work in (layer, batch):
        examiner.agree(work, "graph")


mistake(
    "bias-averaged",
    "The bias is used in every row, so its gradient is the mean over the rows.",
    "If the bias grows by a little, how many rows change, and do their changes add up?",
    why="Each row adds its own share to the loss. What is used several times gets the sum of all "
    "that flows back to it; the mean over the batch has been taken already, in the loss.",
    edit=("flow.sum(dim=0)", "flow.mean(dim=0)"),
)
mistake(
    "weight-gradient-transposed",
    "The gradient of the weight is inputs times flow, in the order of the forward pass.",
    "Which shape does the weight have, and which shape does your gradient have?",
    why="A step subtracts the gradient from the weight, number by number. So it has the shape of "
    "the weight: one row for each output.",
    edit=("flow.T @ inputs", "inputs.T @ flow"),
)
mistake(
    "weight-gradient-averaged",
    "A gradient of a batch is divided by the size of the batch.",
    "flow comes from a loss that is a mean already. How often should one divide by the batch?",
    why="The division by N happens once, where the mean is taken: in the loss. A linear layer only "
    "passes on what flows back.",
    edit=("flow.T @ inputs", "flow.T @ inputs / len(inputs)"),
)
mistake(
    "batch-not-averaged",
    "The gradient of a row is the difference of its probabilities, whatever the batch.",
    "How much does one row count in the mean of eight?",
    why="The loss is the mean over the batch, so each row's gradient is divided by N. Without that "
    "a batch twice as large would take steps twice as long.",
    edit=("errors / len(labels)", "errors"),
)
mistake(
    "averaged-over-classes",
    "The mean goes over all numbers of the logits.",
    "One loss for each row: over how many of them is the mean taken?",
    why="Cross-entropy gives one number for each sample, not for each class.",
    edit=("errors / len(labels)", "errors / errors.numel()"),
)
mistake(
    "target-left-out",
    "The gradient of the softmax is the softmax.",
    "What should the gradient be for a row that the model gets right for certain?",
    why="A perfect row has nothing left to learn: its probabilities minus the target are zero. "
    "Without the target every logit would be pushed down, the right one too.",
    edit=("    errors[torch.arange(len(labels)), labels] -= 1\n", ""),
)
mistake(
    "gradient-upside-down",
    "The gradient says where the logits should go.",
    "A step subtracts the gradient. Should the logit of the right class rise or fall?",
    why="The gradient points to where the loss grows: it is negative for the right class, and a step "
    "against it raises that logit.",
    edit=("return errors / len(labels)", "return -errors / len(labels)"),
)


@mistake(
    "autograd-did-it",
    "A gradient is what backward() gives, so I ask for it.",
    "The numbers are right. Which line of yours says how they come about?",
    why="Here you are to be autograd: sums and products of what you are handed.",
    message="The gradients come out of a graph that autograd followed.",
    confirms=lambda case: case.only_differs("graph"),
    at=("backward",),
)
def cross_entropy_backward(logits, labels):
    watched = logits.clone().requires_grad_()
    return torch.autograd.grad(torch.nn.functional.cross_entropy(watched, labels), watched)[0]
