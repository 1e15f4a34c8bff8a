"""Four grades that never change: what reports are made of in tests, and looked at by people."""

from __future__ import annotations

from grader.results.finding import Finding, Severity
from grader.results.png import grey_png
from grader.results.trained import Metrics, Misread, Training
from grader.results.verdict import CheckResult, Evidence, ExerciseResult, Grade, Outcome, Visibility

SOURCE = '''"""Exercise 3: in which direction each weight should move."""


def backward(optimizer, loss):
    # The new gradients.
    loss.backward()
'''
SECRETS = ("every-group-is-cleared", "in every group", "weight of a secret layer", "norm 97.645")
TARGETS = Metrics("The course's targets", 0.05, 0.98, 0.1, 0.95)
ORDER = ("forward", "loss", "zero_grad", "backward", "step")


def check(id_: str, title: str, points: float, passed: bool = True, **more: object) -> CheckResult:
    outcome = Outcome.PASSED if passed else Outcome.FAILED
    return CheckResult(id_, title, outcome, points if passed else 0.0, points, **more)  # type: ignore[arg-type]


def trace(*calls: str) -> tuple[dict[str, object], ...]:
    return tuple(
        {"event": c, "file": "train.py", "line": 20 + i, "call": 1, "scene": "train_step"}
        for i, c in enumerate(calls)
    )


def forward() -> ExerciseResult:
    return ExerciseResult(
        "forward",
        "Forward: from images to logits",
        (
            check("runs", "forward gives the logits of the model that it is handed.", 40),
            check("logits", "The logits are still connected to the weights.", 20),
        ),
    )


def backward(*, right: bool) -> ExerciseResult:
    hidden = check(
        "every-group-is-cleared",
        "That holds for every parameter in every group.",
        15,
        right,
        visibility=Visibility.HIDDEN,
        follows_from=None if right else "missing-zero-grad",
        evidence=()
        if right
        else (Evidence("weight of a secret layer", "norm 1", "norm 97.645", "0.1%"),),
    )
    told = Evidence(
        "gradient of the weight of the check's Linear(784, 10)", "norm 1.6392", "norm 9.5", "0.1%",
        fact="the gradient of the weight of the check's Linear(784, 10) is 5.8 times too long",
    )  # fmt: skip
    finding = Finding(
        "missing-zero-grad",
        "The gradients of earlier batches are still in .grad: the gradient of the weight of the "
        "check's Linear(784, 10) is 5.8 times too long.",
        "What does backward() do with a gradient that is already there?",
        file="backward.py",
        line=6,
    )
    warning = Finding(
        "retained-graph", "The graph is kept alive.", "Who needs it?", severity=Severity.WARNING
    )
    return ExerciseResult(
        "backward",
        "Backward: the gradients of this loss",
        (
            check("gradients", "Every parameter gets the gradient of the loss.", 20),
            check("cleared", "Gradients from earlier batches are gone.", 5, right,
                  evidence=() if right else (told,),
                  printed=() if right else ("<b>grad</b> of the 1st batch", "97.6")),
            hidden,
        ),
        () if right else (finding, warning),
    )  # fmt: skip


def train(*, right: bool) -> ExerciseResult:
    checks = (check("weights", "The weights are where they belong.", 1, right),)
    finding = Finding("missing-zero-grad", "Old gradients are added.", "Look at .grad.",
                      file="train.py", line=22)  # fmt: skip
    note = "" if right else "train.py also imports backward.py: mend that first."
    return ExerciseResult(
        "train", "Train: the whole loop", checks, () if right else (finding,), note=note
    )


def hidden_layer() -> ExerciseResult:
    finding = Finding("not-implemented", "HiddenNN is not written yet.", "A hint.",
                      file="hidden_layer.py", line=3)  # fmt: skip
    checks = (check("two-layers", "HiddenNN holds two layers.", 10, passed=False),)
    return ExerciseResult("hidden_layer", "Bonus: a hidden layer", checks, (finding,), bonus=True)


def training(loss: tuple[float, ...], accuracy: float, whose: str = "your training") -> Training:
    square = bytes(255 if 8 <= i % 28 < 20 and 8 <= i // 28 < 20 else 0 for i in range(784))
    return Training(
        loss=loss,
        accuracy=accuracy,
        threshold=0.88,
        metrics=(Metrics(f"SimpleNN, {whose}", loss[-1], accuracy, loss[-1], accuracy),),
        targets=TARGETS,
        reference_loss=(1.045, 0.435, 0.311),
        before=(Metrics("SimpleNN, before training", 2.3, 0.1, 2.31, 0.09),),
        misclassified=(Misread(grey_png(square, 28), 3, 8), Misread(grey_png(square, 28), 1, 7)),
    )


FIXED = {
    "full-marks": Grade(
        "mnist-sgd", "mara", "digits",
        (forward(), backward(right=True), hidden_layer()),
        trace=trace(*ORDER), training=training((1.045, 0.435, 0.311), 0.947), seconds=1.2,
    ),
    "one-mistake": Grade(
        "mnist-sgd", "noor", "digits",
        (forward(), backward(right=False), train(right=False)),
        trace=trace("forward", "loss", "backward", "zero_grad", "step"),
        training=training((1.1, 4.5, 30.0), 0.61, "trained with PyTorch's own optimizer"),
        seconds=1.4,
        notes=("digits was used instead of mnist: there is no network",),
        tamper=("train: forbidden-operation: open (train.py:3)",),
    ),
    "not-begun": Grade(
        "mnist-sgd", "jo", "mnist", (hidden_layer(),), seconds=0.3,
    ),
    "not-judged": Grade(
        "mnist-sgd", "lea", "digits",
        (
            forward(),
            ExerciseResult("loss", "Loss: how wrong the logits are", (
                CheckResult("batch", "The loss of a batch.", Outcome.NOT_JUDGED, 0.0, 40.0),
            )),
        ),
        error="1 checks could not be carried out: a fault of the grader", seconds=0.9,
    ),
}  # fmt: skip
