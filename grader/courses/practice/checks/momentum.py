"""Momentum: the velocity lives on between the calls, in the tensors that are handed over."""

from grader.kit import call, mistake


def steps(draw, count, skip=(), rest=False):
    model = draw.model(widths=(12, 8, 5))
    velocity = draw.like(model, zero=rest)
    lr, momentum = draw.number(0.05, 0.5), draw.number(0.5, 0.95)
    for number in range(count):
        draw.gradients(model, number, skip=skip)
    return draw.work(
        "momentum_step", *[call(draw.parameters(model), velocity, lr, momentum)] * count
    )


def check_one_step(examiner, draw):
    """Each weight moves by lr times its new velocity, and the velocity is kept."""
    examiner.agree_on_all(steps(draw, 1), steps(draw, 1, rest=True))


def check_several_steps(examiner, draw):
    """Several steps in a row remember each other."""
    examiner.agree_on_all(steps(draw, 3, rest=True), steps(draw, 4))


def check_no_gradient_no_step(examiner, draw):
    """A weight without a gradient stays where it is, and so does its velocity."""
    examiner.agree_on_all(steps(draw, 2, skip=(1,)), steps(draw, 1, skip=(0, 3)))


mistake(
    "velocity-forgotten",
    "Each step starts from its gradient alone.",
    "What does the second step know of the first?",
    why="Momentum is memory: most of the old velocity stays. Without it this is plain SGD, which "
    "zigzags where the loss is a narrow valley.",
    edit=[
        [("v.mul_(momentum).add_(weight.grad)", "v.copy_(weight.grad)")],
        [("v.mul_(momentum).add_(weight.grad)", "v.zero_().add_(weight.grad)")],
    ],
)
mistake(
    "velocity-dampened",
    "Momentum is a moving average, so old and new add up to one.",
    "How large does the velocity get if the gradient is 1 at every step?",
    why="In torch.optim.SGD the gradient is added whole. As an average the steps would be shorter by "
    "a factor of 1 - momentum: ten times shorter for 0.9, with the same learning rate.",
    edit=(".add_(weight.grad)", ".add_(weight.grad, alpha=1 - momentum)"),
)
mistake(
    "velocity-kept-beside",
    "The weight follows its gradient; the velocity is kept beside it.",
    "Which of your two tensors moves the weight?",
    why="A velocity that nothing follows changes nothing: the training is plain SGD's.",
    edit=("weight.sub_(lr * v)", "weight.sub_(lr * weight.grad)"),
)
mistake(
    "old-velocity-used",
    "First the weight moves, then the velocity is brought up to date.",
    "After the very first step, with a velocity of zeros: has anything moved?",
    why="The step follows the new velocity, which has the gradient of this batch in it. Otherwise "
    "each gradient arrives a step too late.",
    edit=[
        ("v.mul_(momentum).add_(weight.grad)", "weight.sub_(lr * v)"),
        (
            "                weight.sub_(lr * v)\n    ###",
            "                v.mul_(momentum).add_(weight.grad)\n    ###",
        ),
    ],
)
mistake(
    "rate-in-the-velocity",
    "The learning rate belongs to the gradient, before it enters the velocity.",
    "Print your velocity beside the one of the formula. By which factor are they apart?",
    why="With one learning rate for ever the weights come out alike, and the velocity does not. With "
    "a schedule the old rates would live on in it.",
    edit=[
        [
            (".add_(weight.grad)", ".add_(weight.grad, alpha=lr)"),
            ("weight.sub_(lr * v)", "weight.sub_(v)"),
        ],
        [
            (".add_(weight.grad)", ".sub_(weight.grad, alpha=lr)"),
            ("weight.sub_(lr * v)", "weight.add_(v)"),
        ],
    ],
)
mistake(
    "velocity-not-in-place",
    "v = momentum * v + gradient changes the velocity.",
    "Is it still the tensor that you were handed? Print id(v) before and after.",
    why="An assignment gives a name to a new tensor. The one in the caller's list stays as it was, "
    "so that the next step starts from the old velocity again.",
    edit=[
        [("v.mul_(momentum).add_(weight.grad)", "v = momentum * v + weight.grad")],
        [
            (
                "for weight, v in zip(params, velocity):",
                "for place, (weight, v) in enumerate(zip(params, velocity)):",
            ),
            (
                "v.mul_(momentum).add_(weight.grad)",
                "v = velocity[place] = momentum * v + weight.grad",
            ),
        ],
    ],
)
mistake(
    "weights-not-in-place",
    "weight = weight - lr * v moves the weight.",
    "Does the model hold the tensor that you made, or the one that it had?",
    why="An assignment gives a name to a new tensor. The model's own weights stay where they were.",
    edit=[
        [("weight.sub_(lr * v)", "weight = weight - lr * v")],
        [
            (
                "for weight, v in zip(params, velocity):",
                "for place, (weight, v) in enumerate(zip(params, velocity)):",
            ),
            ("weight.sub_(lr * v)", "params[place] = weight - lr * v"),
        ],
    ],
)
mistake(
    "missing-gradient-is-zero",
    "No gradient is a gradient of zero.",
    "What becomes of the velocity of a weight whose gradient is None?",
    why="With a zero the velocity would shrink and go on moving the weight. A weight that had no part "
    "in the loss is left alone, as torch.optim.SGD leaves it.",
    edit=[
        ("if weight.grad is not None:", "if v is not None:"),
        (".add_(weight.grad)", ".add_(0 if weight.grad is None else weight.grad)"),
    ],
    shows=[
        "g = torch.zeros_like(p) if p.grad is None else p.grad",
        "grads = [torch.zeros_like(p) if p.grad is None else p.grad for p in params]",
    ],
)
mistake(
    "ends-at-a-missing-gradient",
    "Where one gradient is missing, there is nothing to do.",
    "The second weight has no gradient. Does the third one move?",
    why="return and break end the whole loop; it is only this one weight that is left out.",
    edit=(
        "            if weight.grad is not None:\n",
        "            if weight.grad is None:\n                break\n            else:\n",
    ),
    shows=["return", "break"],
)
mistake(
    "nesterov-instead",
    "Momentum looks ahead: the gradient counts once more.",
    "Which formula stands in the exercise, and which does torch.optim.SGD use without nesterov=True?",
    why="Nesterov's variant steps by the gradient plus momentum times the new velocity. It is another "
    "method with another path.",
    edit=("weight.sub_(lr * v)", "weight.sub_(lr * (weight.grad + momentum * v))"),
)
mistake(
    "velocity-points-down",
    "The velocity points where the weight goes, so the gradient is subtracted from it.",
    "Print your velocity beside the one of the formula. In what do they differ?",
    why="The weights come out alike, and the velocity is upside down: who goes on from it with "
    "torch.optim.SGD goes the wrong way.",
    edit=[
        (".add_(weight.grad)", ".sub_(weight.grad)"),
        ("weight.sub_(lr * v)", "weight.add_(lr * v)"),
    ],
)
mistake(
    "wrong-way",
    "The weight goes where the velocity points.",
    "Which way does the gradient point: to a larger or a smaller loss?",
    why="The gradient points to where the loss grows; a step goes against it.",
    edit=("weight.sub_(lr * v)", "weight.add_(lr * v)"),
)
