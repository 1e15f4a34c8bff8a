from grader.kit import mistake


def given(draw):
    model = draw.model()
    velocity, lr, momentum = draw.like(model), draw.number(0.01, 0.3), draw.number(0.5, 0.95)
    for call in range(3):
        draw.gradients(model, call)
    return [(draw.parameters(model), velocity, lr, momentum)] * 3
mistake(
    "velocity-forgotten", "Each step starts from the gradient alone.",
    "What does the second step remember of the first?",
    edit=("v.mul_(momentum).add_(p.grad)", "v.zero_().add_(p.grad)"),
)
mistake(
    "dampened", "Momentum is a moving average: the weights of old and new add up to one.",
    "How large is v when the gradient is the same 1 at every step?",
    edit=(".add_(p.grad)", ".add_(p.grad, alpha=1 - momentum)"),
)
mistake(
    "gradient-instead-of-velocity", "The weights follow the gradient; v is kept beside.",
    "Which of your two tensors moves the weights?",
    edit=("p.sub_(lr * v)", "p.sub_(lr * p.grad)"),
)
