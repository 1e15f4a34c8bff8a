"""Gradients by hand: what flows back, in the right shapes, and nobody else computed it."""

import torch

from grader.kit import call, mistake, tensor

GRADIENTS = [
    tensor("gradient of the inputs"),
    tensor("gradient of the weight"),
    tensor("gradient of the bias"),
]


SOFTMAX = "errors = logits.softmax(dim=1)"
RETURNED = "flow @ weight, flow.T @ inputs, flow.sum(dim=0)"


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
    "bias-not-summed",
    "The bias is only added, so what flows back goes through as it is.",
    "How many numbers does the bias hold, and how many does your gradient?",
    why="One bias is used in every row, so the shares of all rows add up in its gradient: one number "
    "for each output.",
    edit=("flow.sum(dim=0)", "flow"),
)
mistake(
    "gradients-swapped",
    "The three gradients are told apart by what they are.",
    "In which order does the exercise name the three gradients?",
    why="Whoever calls this unpacks three values by their places.",
    edit=[
        [(RETURNED, "flow.T @ inputs, flow.sum(dim=0), flow @ weight")],
        [(RETURNED, "flow.T @ inputs, flow @ weight, flow.sum(dim=0)")],
        [(RETURNED, "flow @ weight, flow.sum(dim=0), flow.T @ inputs")],
    ],
    shows=["return dw, db, dx"],
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
    edit=[
        [("flow.T @ inputs", "flow.T @ inputs / len(inputs)")],
        [
            ("flow.T @ inputs", "flow.T @ inputs / len(inputs)"),
            ("flow.sum(dim=0)", "flow.sum(dim=0) / len(inputs)"),
        ],
    ],
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
    shows=["grad = target - chances", "return (target - chances) / len(labels)"],
)


mistake(
    "softmax-over-the-batch",
    "The first dimension is the one that softmax runs over.",
    "Which numbers of your probabilities add up to 1: those of a row, or those of a column?",
    why="The classes of one sample share the probability of 1. Over dim=0 the samples of the batch "
    "would share it.",
    edit=("logits.softmax(dim=1)", "logits.softmax(dim=0)"),
)
mistake(
    "target-of-every-row",
    "errors[:, labels] is each row's own label.",
    "How many entries does your line change in a batch of two?",
    why="A slice beside a list of columns takes all of these columns in every row. One column for each "
    "row takes two lists: the numbers of the rows and those of the columns.",
    edit=("errors[torch.arange(len(labels)), labels] -= 1", "errors[:, labels] -= 1"),
)
mistake(
    "logits-changed",
    "A new name makes a new tensor.",
    "Print the logits before and after your function.",
    why="What is changed in place is changed for everybody who holds it: the caller's logits, too.",
    edit=[
        [(SOFTMAX, "errors = logits.copy_(logits.softmax(dim=1))")],
        [
            (
                SOFTMAX,
                "errors = logits\n    errors -= errors.logsumexp(dim=1, keepdim=True)\n    errors.exp_()",
            )
        ],
    ],
)


mistake(
    "stopped-at-the-probabilities",
    "The gradient of -log p is -1 / p, and that is all.",
    "By which numbers is that the gradient: by the probabilities, or by the logits?",
    why="Between the probabilities and the logits lies the softmax, and a gradient has to go through "
    "it, too. Both together are much simpler than either of them.",
    edit=(
        "    errors[torch.arange(len(labels)), labels] -= 1\n",
        "    rows, chances = torch.arange(len(labels)), errors\n"
        "    errors = torch.zeros_like(chances)\n"
        "    errors[rows, labels] = -1 / chances[rows, labels]\n",
    ),
    shows=["errors[rows, labels] = -1 / chances[rows, labels]"],
)


@mistake(
    "autograd-did-it",
    "A gradient is what backward() gives, so I ask for it.",
    "The numbers are right. Which line of yours says how they come about?",
    why="Here you are to be autograd: sums and products of what you are handed.",
    message="The gradients come out of a graph that autograd followed.",
    edit=(
        f"    return {RETURNED}\n",
        "    watched = [inputs.clone().requires_grad_(), weight.clone().requires_grad_()]\n"
        "    watched.append(torch.zeros(len(weight), requires_grad=True))\n"
        "    outputs = watched[0] @ watched[1].T + watched[2]\n"
        "    return torch.autograd.grad(outputs, watched, flow)\n",
    ),
    confirms=lambda case: case.only_differs("graph"),
    shows=[
        "(x @ w.T + b).backward(flow)",
        "outputs.backward(flow)",
        "loss.backward()",
        "return torch.autograd.grad(outputs, watched, flow)",
    ],
    at=("backward",),
)
def cross_entropy_backward(logits, labels):
    watched = logits.clone().requires_grad_()
    return torch.autograd.grad(torch.nn.functional.cross_entropy(watched, labels), watched)[0]
