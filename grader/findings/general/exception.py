"""Code that raises an error, named with what is known about the common ones."""

from __future__ import annotations

import ast
from dataclasses import replace

from grader.findings import Case, Misconception
from grader.findings.general import LEARN
from grader.submission.source import definition

_START = LEARN.removesuffix("    loss.backward()\n")
_MAKES = (
    "import torch\n\n\n"
    "def sgd_for(model, lr=0.1):\n"
    "    optimizer = torch.optim.SGD(model.parameters(), lr=lr)\n"
)
_NET = (
    "from torch import nn\n\n\n"
    "class Net(nn.Module):\n"
    "    def __init__(self):\n"
    "        super().__init__()\n"
    "        self.linear = nn.Linear(64, 10)\n\n"
    "    def forward(self, images):\n"
    "        return self.linear(images)\n"
)

EXCEPTION = Misconception(
    code="exception",
    believes="It runs.",
    message="{place} raised {error}",
    hint="Read the last line of the error. Which object is it about, and what did you expect?",
    steps=(
        "Read the last line of the error first. What kind of thing went wrong?",
        "Go to the line that it names. Which object in it is the error about?",
        "Print that object, its type and its shape, on the line before.",
        "It is not what you took it for. Which line has made it?",
        "Make the smallest call that shows the error, and change one thing at a time.",
    ),
    why=(
        "An error ends a function where it stands, and nothing after it happens. Its type says "
        "what kind of thing went wrong, its text with which values, and its line where. Printing "
        "the values just before that line is the shortest way to see which one is not what you "
        "took it for."
    ),
    file="learn.py",
    bad=_START + "    loss.item().backward()\n",
    good=LEARN,
    kinds=("exception",),
    rank=95,
)

CANNOT_BE_USED = Misconception(
    code="exception",
    believes="What my function makes is there for everybody.",
    message="What {name} gives back cannot be used as it is meant to be: {error}",
    hint="Print what your function gives back. What is it, where it says no return?",
    why=(
        "The error did not come from your lines but from whoever used what they gave back. A "
        "function gives its caller what stands behind return, and None where there is no return, "
        "whatever it has made before."
    ),
    file="rule.py",
    bad=_MAKES,
    good=_MAKES + "    return optimizer\n",
    kinds=("exception",),
    confirms=lambda case: bool(case.function and case.mishap and case.mishap.file is None),
    rank=85,
)

READS_INPUT = Misconception(
    code="exception",
    believes="There is somebody at the keyboard.",
    message="{place} raised {error}. It waits for somebody to type something, and nobody is there.",
    hint="Where could the value come from, if not from the keyboard?",
    why=(
        "input() reads from the keyboard. Your functions are called by other code, many times "
        "and without a person in front of them; all they need comes in as arguments."
    ),
    file="learn.py",
    bad=_START + "    input('continue? ')\n    loss.backward()\n",
    good=LEARN,
    kinds=("exception",),
    raises=(r"^EOFError",),
    rank=80,
)

NEEDS_CUDA = Misconception(
    code="exception",
    believes="Training needs a graphics card.",
    message="{place} raised {error}. It asks for a graphics card, and there is none here.",
    hint="On which device are the tensors that you are given? Does anything have to be moved?",
    why=(
        "Models and tensors live on a device, and what is computed together has to be on the "
        "same one. Everything that your functions are given is on one device already, so none of "
        "it has to be moved. Code that moves things should ask first whether the device exists."
    ),
    file="learn.py",
    bad=_START + "    loss.to('cuda:7').backward()\n",
    good=_START + "    loss.to(loss.device).backward()\n",
    kinds=("exception",),
    raises=(r"CUDA|cuda|NVIDIA|[Ii]nvalid device|mps",),
    rank=80,
)

SHAPES_DO_NOT_FIT = Misconception(
    code="exception",
    believes="These tensors fit together.",
    message="{place} raised {error}. The shapes of two things do not fit together.",
    hint="Print both shapes just before that line. Which number do you expect twice, and where?",
    steps=(
        "The error names two shapes. Which of your names has which?",
        "Print both on the line before, for a batch of five. Where is the five in each?",
        "Which two numbers have to be equal here, and which lines have made them?",
        "Is one of them a size that is written into your code, and true of one batch only?",
        "Mend the line where the shape goes wrong, not the one that complains.",
    ),
    why=(
        "A product of tables needs as many columns on the left as rows on the right; a sum needs "
        "the same shape on both sides; a new shape needs as many numbers as the old one. The "
        "text of the error names the shapes. A number in it that is written into your code, like "
        "the size of a batch, is a good suspect."
    ),
    file="learn.py",
    bad=_START + "    loss.reshape(64, 10).mean().backward()\n",
    good=_START + "    loss.reshape(-1, 1).mean().backward()\n",
    kinds=("exception",),
    raises=(
        r"cannot be multiplied", r"must match the size", r"size mismatch", r"Sizes of tensors",
        r"is invalid for input of size", r"Expected input batch_size", r"Expected size",
    ),
    rank=85,
)  # fmt: skip


def _overwrites(case: Case) -> int | None:
    """The first line of the function that writes into a tensor, or else changes something."""
    changed = case.lines(_writes_in_place) or case.lines(lambda n: isinstance(n, ast.AugAssign))
    return next(iter(changed), None)


def _writes_in_place(node: ast.AST) -> bool:
    """`x.relu_()`, `F.relu(x, inplace=True)`; clearing and marking tensors is none."""
    if not isinstance(node, ast.Call):
        return False
    name = getattr(node.func, "attr", "")
    harmless = name.startswith("__") or name in ("requires_grad_", "retain_grad_")
    in_place = any(k.arg == "inplace" and getattr(k.value, "value", False) for k in node.keywords)
    return in_place or (name.endswith("_") and not harmless)


CHANGED_IN_PLACE = Misconception(
    code="exception",
    believes="Writing into a tensor is as good as making a new one.",
    message="{place} raised {error}. The way back needs numbers that were overwritten meanwhile.",
    hint="What was computed from the old numbers of that tensor, and which line overwrote them?",
    why=(
        "To go back, the graph needs some of the numbers that it met on its way. A call whose "
        "name ends in an underscore, inplace=True and += write into a tensor that is there: what "
        "the graph has kept of it is lost then, and backward() says so instead of guessing."
    ),
    kinds=("exception",),
    raises=(r"modified by an inplace operation",),
    locates=_overwrites,
    rank=84,
)

ENDLESS_RECURSION = Misconception(
    code="exception",
    believes="A name inside a function means what it means elsewhere.",
    message="{place} raised {error}. It calls itself again and again until Python gives up.",
    hint="Which function does the name in that line mean, seen from inside this very function?",
    why=(
        "Inside a function called learn, the name learn is that function. If it is called "
        "there, it starts from the beginning, and so on without an end. The method of an object "
        "is another thing: it is reached through the object."
    ),
    file="learn.py",
    bad=_START + "    learn(optimizer, loss)\n",
    good=LEARN,
    kinds=("exception",),
    raises=(r"^RecursionError",),
    rank=80,
)


def _methods(case: Case) -> int | None:
    """The first method of the class after the constructor: the one that was to be forward.

    Or a forward that stands inside of another method.
    """
    found = definition(case.tree, case.function)
    inside = [n for n in ast.walk(found or ast.Module([], [])) if isinstance(n, ast.FunctionDef)]
    for function in inside:
        if function.name == "forward":
            return function.lineno
    names = getattr(found, "body", [])
    lines = [n.lineno for n in names if not getattr(n, "name", "__").startswith("__")]
    return min(lines, default=found.lineno if found else None)


NO_METHOD_FORWARD = Misconception(
    code="exception",
    believes="PyTorch finds the method that runs my network.",
    message="{name} has no method called forward, so it cannot be run: {error}.",
    hint="Which method does PyTorch call when somebody writes model(images)? How is it spelt?",
    why=(
        "model(images) makes PyTorch look for a method called forward, by exactly this name. A "
        "method that is spelt in another way or indented too little is not found."
    ),
    file="net.py",
    bad=_NET.replace("forward", "foward"),
    good=_NET,
    kinds=("exception",),
    raises=(r'is missing the required "forward" function',),
    locates=_methods,
    rank=80,
)


def _constructor(case: Case) -> int | None:
    """The method that was to be the constructor, where the class has none."""
    found = definition(case.tree, case.function)
    methods = [n for n in getattr(found, "body", ()) if isinstance(n, ast.FunctionDef)]
    if any(method.name == "__init__" for method in methods):
        return None
    meant = [m.lineno for m in methods if m.name.strip("_").lower() in _NEARLY_INIT]
    return min(meant, default=None)


_NEARLY_INIT = {"init", "int", "inti", "ini", "intit", "initialize", "constructor"}

NO_CONSTRUCTOR = Misconception(
    code="exception",
    believes="Python finds the method that sets up my object.",
    message="{name} has no constructor, so what it was to hold is not there: {error}",
    hint="Which method does Python call when an object is made? Count its underscores.",
    why=(
        "To make an object Python calls the method __init__, by exactly this name: two "
        "underscores on each side. One that is spelt in another way is a method that nobody "
        "calls, and what it would have set up is missing later on."
    ),
    kinds=("exception",),
    raises=(r"^AttributeError: .* has no attribute",),
    confirms=lambda case: _constructor(case) is not None,
    locates=_constructor,
    rank=79,
)

NUMBER_FOR_A_TENSOR = replace(
    EXCEPTION,
    believes="A number knows how it was computed.",
    message="{place} raised {error}. A plain Python number stands where a tensor is needed.",
    hint="Which line made a plain number of the tensor, and who still needs the tensor?",
    steps=(
        "The error names a type. Which of the names in that line is of that type?",
        "Print its type after each line on its way. Since which one is it that?",
        "Which call takes the plain number out of a tensor?",
        "Who only wanted to look at the number, and who needs the tensor behind it?",
        "Keep the tensor under its own name, and take the number out at the very end.",
    ),
    why="item() and float() take the number out of a tensor and leave behind how it was computed. "
    "A number cannot be walked back from: it has no graph, no grad_fn and no backward.",
    file="",
    bad="",
    good="",
    raises=(r"'(?:float|int)' object has no attribute",),
    rank=84,
)

NONE_FOR_A_THING = replace(
    EXCEPTION,
    believes="What a function has made comes back by itself.",
    message="{place} raised {error}. None stands where a thing is needed.",
    hint="Which of the names in that line holds None, and since when?",
    steps=(
        "Print every name of that line just before it. Which of them is None?",
        "Which line gave it that value, and what does that line call?",
        (
            "Does that call hand something back, or does it change a thing in place and hand back "
            "nothing?"
        ),
        "Or is it a gradient that is read before anything has computed one?",
        "Mend the line that makes the None, not the one that trips over it.",
    ),
    why="None is what a function gives back that has no return, what .grad is before the first "
    "backward, and what many methods that change a thing in place give. It has none of a tensor's "
    "attributes.",
    file="",
    bad="",
    good="",
    raises=(r"'NoneType' object has no attribute",),
    rank=84,
)
