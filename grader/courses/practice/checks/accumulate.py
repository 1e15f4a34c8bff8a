"""Accumulation: small batches of equal and of different size; a clip that bites, and one that does not."""

import ast

from grader.kit import call, mistake

FAR, NEAR = 1000.0, 0.05
CLIPPING = (
    "clip_grad_norm_",
    "clip_grad_norm",
    "clip_grad_value_",
    "clip_grads_with_norm_",
    "norm",
)


def step(draw, sizes, max_norm, calls=1):
    model = draw.model(scale=1.5)
    optimizer, criterion = draw.optimizer(model, 2), draw.criterion()
    asked = [
        call(model, criterion, optimizer, draw.batches(model, sizes), max_norm)
        for _ in range(calls)
    ]
    return draw.work("accumulated_step", *asked)


def reads_max_norm(case):
    """Whether the function asks anywhere how long the gradient may be."""
    return bool(case.lines(lambda node: isinstance(node, ast.Name) and node.id == "max_norm"))


def check_one_large_batch(examiner, draw):
    """Several batches of one size move the weights as one large batch does."""
    size = draw.whole(3, 6)
    examiner.agree_on_all(step(draw, [size] * 3, FAR), step(draw, [4], FAR, calls=2))


def check_batches_of_any_size(examiner, draw):
    """Batches that differ in size count by their samples."""
    examiner.agree_on_all(step(draw, [6, 2], FAR), step(draw, [1, 5, 3], FAR, calls=2))


def check_clipped_once(examiner, draw):
    """The whole gradient is clipped to max_norm, once, before the step."""
    examiner.agree_on_all(step(draw, [4, 4], NEAR), step(draw, [2, 5, 3], 2 * NEAR, calls=2))


mistake(
    "not-averaged",
    "The gradients of k small batches add up to that of the large one.",
    "How large would the gradient be if all small batches were the same one?",
    why="Each loss is the mean of its own batch. The sum of k means is about k times the mean of all, "
    "so that the step is k times too long.",
    edit=[
        ("* len(labels) / samples\n", "* 1\n"),
        ("total += loss.item()", "total += loss.item() * len(labels) / samples"),
    ],
    shows=["loss.backward()", "loss_fn(model(inputs), labels).backward()"],
)
mistake(
    "batches-count-alike",
    "Dividing by the number of batches makes a mean of all.",
    "One batch has 6 samples and one has 2. How much does each sample count in your mean?",
    why="The mean of means is the mean only where all batches are of one size. The last batch of an "
    "epoch rarely is, and its few samples would count more than the others.",
    edit=("* len(labels) / samples", "/ len(batches)"),
    shows=["loss = torch.stack(losses).mean()", "loss = sum(losses) / len(batches)"],
)
mistake(
    "step-in-every-batch",
    "Each small batch moves the weights a little.",
    "At which weights should the second batch be judged, and at which is it?",
    why="The large batch is judged at one place. Where the weights move in between, the later small "
    "batches give gradients of another place: that is training on small batches.",
    edit=[
        (
            "        total += loss.item()\n    nn.utils",
            "        total += loss.item()\n        nn.utils",
        ),
        ("    optimizer.step()", "        optimizer.step()"),
    ],
    shows=["optimizer.step()"],
)
mistake(
    "cleared-between-batches",
    "zero_grad belongs before every backward.",
    "What is left of the first small batch when the step comes?",
    why="backward adds, and here that is just what is wanted. Cleared in between, only the last "
    "batch is learned from.",
    calls={"zero_grad": (), "backward": ("zero_grad", "backward")},
    at=("zero_grad",),
)
mistake(
    "clipped-in-every-batch",
    "Clipping belongs after every backward.",
    "Clip a gradient of length 10 and one of length 1 to 1, and add them. Which way does the sum point?",
    why="Clipping the parts, or what has been added up so far, weighs the batches anew: the order of "
    "the batches then decides where the step goes.",
    edit=("    nn.utils.clip_grad_norm_(", "        nn.utils.clip_grad_norm_("),
)
mistake(
    "clipped-after-the-step",
    "Clipping keeps the gradients small for the next step.",
    "Who reads the gradients, and has that happened when you shorten them?",
    confirms=lambda case: reads_max_norm(case) and case.mentioned(*CLIPPING) is not None,
    why="The step has been taken by then, at its full length; and the next one clears them anyway.",
    edit=[
        ("    nn.utils.clip_grad_norm_(model.parameters(), max_norm)\n", "    optimizer.step()\n"),
        (
            "    optimizer.step()\n    return",
            "    nn.utils.clip_grad_norm_(model.parameters(), max_norm)\n    return",
        ),
    ],
    shows=["clip_grad_norm_(model.parameters(), max_norm)"],
)
mistake(
    "not-clipped",
    "A gradient is as long as it is.",
    "What is max_norm for?",
    confirms=lambda case: case.mentioned(*CLIPPING) is None,
    why="One batch with a huge loss would throw the weights far away. Clipping keeps its direction "
    "and shortens its length.",
    edit=("    nn.utils.clip_grad_norm_(model.parameters(), max_norm)\n", ""),
)
mistake(
    "clipped-by-value",
    "Clipping cuts off each number that is too large.",
    "After the cut, does the gradient still point where it pointed?",
    why="Cutting single numbers turns the gradient. Its norm is one length for all parameters "
    "together, and shortening that keeps the direction.",
    edit=("clip_grad_norm_(model", "clip_grad_value_(model"),
    shows=["w.grad.clamp_(-max_norm, max_norm)", "w.grad = w.grad.clamp(-max_norm, max_norm)"],
)
mistake(
    "clipped-to-another-length",
    "There is a length that one always clips to.",
    "Where does the length come from that you clip to?",
    why="How long a gradient may be is for the caller to say, in max_norm.",
    edit=[
        [("(model.parameters(), max_norm)", f"(model.parameters(), {length})")]
        for length in (1.0, 0.1, 0.5, 2.0, 5.0, 10.0)
    ],
    confirms=lambda case: not reads_max_norm(case) and case.mentioned(*CLIPPING) is not None,
)
mistake(
    "lengthened-too",
    "Clipping makes the gradient as long as max_norm.",
    "What becomes of a gradient that is shorter than max_norm?",
    why="Clipping is a limit: what is shorter stays as it is. Lengthened, a training that is nearly done "
    "would go on with large steps.",
    edit=(
        "    nn.utils.clip_grad_norm_(model.parameters(), max_norm)\n",
        "    whole = sum(w.grad.square().sum() for w in model.parameters()).sqrt()\n"
        "    for weight in model.parameters():\n        weight.grad.mul_(max_norm / whole)\n",
    ),
)
mistake(
    "weights-clipped",
    "It is the weights that must not become too large.",
    "What does max_norm limit, and what do you limit?",
    why="Clipping shortens the gradient, and with it the step. Weights that are cut off forget what "
    "they had learned.",
    edit=[
        ("    nn.utils.clip_grad_norm_(model.parameters(), max_norm)\n", "    optimizer.step()\n"),
        (
            "    optimizer.step()\n    return",
            "    for weight in model.parameters():\n        weight.data.clamp_(-max_norm, max_norm)\n"
            "    return",
        ),
    ],
)
mistake(
    "loss-of-the-last-batch",
    "The loss after the loop is the loss.",
    "Of how many samples is the number that you return?",
    why="loss is the name of the last small batch's. The others have been learned from, too.",
    edit=[
        [("total += loss.item()", "total = loss.item() * samples / len(labels)")],
        [("total += loss.item()", "total = loss.item()")],
    ],
    shows=["return loss.item()", "return float(loss)"],
)
mistake(
    "loss-not-a-float",
    "A tensor with one number is a number.",
    "What is the type of what you return?",
    why="A tensor may hold a whole graph, lies on a device and prints as a tensor. .item() gives the "
    "number in it.",
    edit=("total += loss.item()", "total += loss.detach()"),
)
mistake(
    "clipped-one-by-one",
    "Each parameter has a norm of its own to be clipped.",
    "Is the length of a long list of numbers that of its parts?",
    why="The norm is meant over all parameters together. One by one the parts change in proportion, "
    "so that the gradient turns.",
    edit=(
        "    nn.utils.clip_grad_norm_(model.parameters(), max_norm)\n",
        "    for weight in model.parameters():\n        nn.utils.clip_grad_norm_(weight, max_norm)\n",
    ),
)

# Mutants of the solution that are right code, too, each with the reason.
EQUAL = {
    "`optimizer.zero_grad()` comes one later": "cleared before or after the samples are counted",
    "`loss.backward()` comes one later": "the loss is known before and after backward",
}
