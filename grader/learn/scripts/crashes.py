"""What a script raised, in a learner's words, where it is one of the known kinds."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from grader.learn.scripts.run import Event, Run


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of error: what finds it in `type: text`, what is said of it, and under which code."""

    pattern: str
    message: str
    hint: str
    code: str = "exception"
    severity: str = "error"
    when: Callable[[Run, Event], bool] = lambda run, error: True


def _loss_is_cut(run: Run, _: Event) -> bool:
    losses = run.of("loss")
    return (
        bool(losses)
        and losses[-1].get("grad") is not False
        and any(f.get("requires_grad") for f in run.of("forward")[-3:])
    )


def _gradients_are_off(run: Run, _: Event) -> bool:
    losses, forwards = run.of("loss"), run.of("forward")
    last = (losses or forwards or [{}])[-1]
    return last.get("grad") is False or bool(forwards and not forwards[-1].get("requires_grad"))


KINDS = (
    Kind(
        r"element 0 of tensors does not require grad",
        "The loss is attached to no graph: backward() has no way back to the weights.",
        "Which of your lines turns a tensor with a history into one without?",
        "detached-loss",
        when=_loss_is_cut,
    ),
    Kind(
        r"element 0 of tensors does not require grad",
        "Gradients were left off: the forward pass built no graph for backward() to walk.",
        "Which of your switches ends by itself, and which stays until someone turns it back?",
        "gradients-left-off",
        when=_gradients_are_off,
    ),
    Kind(
        r"all elements of (input|target) should be between 0 and 1",
        "BCELoss takes probabilities, and was given numbers outside of 0 to 1.",
        "What does the last layer give, scores or probabilities, and which does this loss take?",
        "wrong-criterion",
    ),
    Kind(
        r"mat1 and mat2 shapes cannot be multiplied \((\d+)x(\d+) and (\d+)x(\d+)\)",
        "The layer takes {2} numbers for each item, and gets {1}: ({0}, {1}) meets ({2}, {3}).",
        "Print the shape just before that layer. Is it flattened, and from which dimension on?",
    ),
    Kind(
        r"expected scalar type Long but found|Expected.*Long|expected .*[Ll]ong.*target|"
        r"not implemented for '(Int|Float|Double)'.*|expected a floating point or complex|"
        r"0D or 1D target",
        "The criterion takes class numbers as whole numbers (Long), one for each item.",
        "Print dtype and shape of your labels. Which of both does this criterion take?",
    ),
    Kind(
        r"Trying to backward through the graph a second time",
        "backward() walks a graph a second time that the first walk has let go of.",
        "Which tensor of the batch before is still part of this batch's loss?",
    ),
    Kind(
        r"optimizer got an empty parameter list",
        "The optimizer was given no parameters: the model has none that are registered.",
        "Print list(model.parameters()). Where are your layers kept?",
        "missing-parameters",
    ),
    Kind(
        r"No inf checks were recorded",
        "The scaler is updated, and no step() of it came before: nothing was moved.",
        "Which call of the scaler's stands in the place of optimizer.step(), and where is it here?",
        "missing-step",
    ),
    Kind(
        r"can't optimize a non-leaf Tensor",
        "The optimizer was given a tensor that was computed, not a parameter.",
        "Was the tensor moved or changed after requires_grad was set?",
    ),
    Kind(
        r"a leaf Variable that requires grad is being used in an in-place operation",
        "A weight is changed in place while PyTorch records what is done to it.",
        "Inside of which block may weights be written to by hand?",
    ),
    Kind(
        r"one of the variables needed for gradient computation has been modified by an inplace",
        "A value that backward() still needs was changed in place after it was used.",
        "Which line of the forward pass writes into a tensor that exists already?",
    ),
    Kind(
        r"grad can be implicitly created only for scalar outputs",
        "backward() was called on many numbers: a loss is one.",
        "How many numbers does your loss hold, and which reduction makes one of them?",
    ),
    Kind(
        r"output with shape \[(\d+),.*doesn't match the broadcast shape \[(\d+),",
        "The image has {0} channel, and there are means for {1}.",
        "How many channels has one image of this data, and for how many are there means?",
    ),
    Kind(
        r"size of tensor a .* must match the size of tensor b|sizes? of tensors must match|"
        r"The size of tensor a|broadcast|must match the (existing )?size|output with shape",
        "The shapes of two tensors do not fit together: {text}",
        "Print both shapes just before that line. Which number do you expect twice, and where?",
    ),
    Kind(
        r"Expected input batch_size \((\d+)\) to match target batch_size \(0\)",
        "The target is a single number without a dimension for its item; older versions took it.",
        "Print the shape of one label taken by [n], and of one taken by [n:n + 1].",
    ),
    Kind(
        r"Expected input batch_size \((\d+)\) to match target batch_size \((\d+)\)",
        "The model gives {0} rows for a batch of {1}: the flattening has taken from the batch.",
        "Print the shape after each line of forward. Where does the number of items change?",
    ),
    Kind(
        r"Target \d+ is out of bounds|Assertion .*t < n_classes|index out of range in self",
        "A class number is larger than the model has classes for: {text}",
        "Which is the largest label, and from which number do classes count?",
    ),
    Kind(
        r"shape '.*' is invalid for input of size",
        "The numbers of a batch do not fill the shape that is asked for: {text}",
        "How many numbers does one item have at that line, and how many items has the last batch?",
    ),
    Kind(
        r"Given groups=.*expected input.*to have (\d+) channels, but got (\d+) channels",
        "The convolution takes {0} channels, and gets {1}.",
        "Print the shape just before that layer. Which of its numbers are the channels?",
    ),
    Kind(
        r"'.*DataLoaderIter' object has no attribute 'next'",
        "Iterators have no .next() any more: it was taken out of Python 3 and PyTorch.",
        "Which built-in function gives the next item of an iterator?",
    ),
    Kind(
        r"SystemExit: 2$|the following arguments are required|unrecognized arguments",
        "The script wants arguments, and ended without them.",
        "Run it as you would by hand: mnist-grade diagnose SCRIPT -- ARGS.",
        severity="warning",
    ),
)


def explained(run: Run, error: Event) -> tuple[str, str, str, str]:
    """Code, message, hint and severity for what a script raised."""
    text = str(error.get("text", ""))
    said = f"{error.get('type')}: {text}"
    if error.get("type") in ("SyntaxError", "IndentationError", "TabError"):
        hint = "Look at that line and the one above it: colons, brackets, quotes, indentation."
        return "syntax-error", f"Python cannot read this line: {text}.", hint, "error"
    for kind in KINDS:
        found = re.search(kind.pattern, said[:1000])
        if found and kind.when(run, error):
            words = {"text": text[:200]}
            message = kind.message.format(*found.groups(""), **words)
            return kind.code, message, kind.hint, kind.severity
    hint = "Read the last line of the error. Which object is it about, and what did you expect?"
    return "exception", f"{error.get('type')}: {text[:300]}", hint, "error"
