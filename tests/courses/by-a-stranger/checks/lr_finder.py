"""What find_rate is handed, and the mistakes of this exercise."""

from grader.kit import mistake


def given(draw):
    model = draw.model(batch_norm=True, training=True)
    batches = draw.batches(model, [4] * draw.whole(2, 6))
    return model, draw.criterion(), batches, draw.number(0.001, 0.01), draw.number(0.2, 0.9)


EQUAL = {
    "`model.load_state_dict(before)` comes one later": "gradients and weights are apart",
    "`before = {name: value.clone() for name, value in model.state_dict().items()}` comes one later": "the rates touch no weight",
    "`loss = loss_fn(model(inputs), labels)` comes one later": "making an optimizer changes nothing",
    "`optimizer.step()` comes one later": "the loss is computed already",
    "`model.zero_grad()` left out": "gradients that a training leaves are nobody's business",
    "`model.zero_grad()` becomes `model`": "gradients that a training leaves are nobody's business",
}

mistake(
    "model-not-put-back",
    "The search leaves the model as it found it.",
    "With which weights would the training after the search begin?",
    edit=("    model.load_state_dict(before)\n", ""),
    confirms=lambda case: not case.mentioned("load_state_dict"),
)
mistake(
    "state-not-copied",
    "state_dict is a copy of the weights.",
    "What happens to the tensors in a state_dict when the optimizer makes a step?",
    edit=("value.clone()", "value"),
    confirms=lambda case: case.mentioned("load_state_dict"),
)
mistake(
    "rates-evenly-spaced",
    "The rates lie at equal distances.",
    "How many of your rates would lie below 0.01, if they go from 0.00001 to 1?",
    edit=("low * (high / low) ** (i / (len(batches) - 1))", "low + (high - low) * i / (len(batches) - 1)"),
)
mistake(
    "only-parameters-put-back",
    "A model is its parameters.",
    "What else does a state_dict hold, besides weights, when there is a BatchNorm?",
    edit=[("model.state_dict().items()", "model.named_parameters()"), ("load_state_dict(before)", "load_state_dict(before, strict=False)")],
)
