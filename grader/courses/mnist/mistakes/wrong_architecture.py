"""The network is made of other layers than the ones that were asked for."""

from __future__ import annotations

import ast

from grader.findings import Case, Misconception
from grader.submission.source import definition, mention_line, method

SCENES = ("SimpleNN", "HiddenNN")
_WANTED = {"SimpleNN": {(784, 10)}, "HiddenNN": {(784, 128), (128, 10)}}
_MAKERS = ("LazyLinear", "Bilinear", "Conv2d", "Parameter", "ModuleList", "randn", "rand", "zeros")


def _holds_others(case: Case) -> bool:
    """Whether the parameters are not those of the layers, or it is no module at all."""
    return case.scene in SCENES and case.differs("module", "parameters", "trainable")


def odd_layer(case: Case) -> int | None:
    """The first line of the class that makes a layer of another kind or size than wanted."""
    found = definition(case.tree, case.function)
    calls = [node for node in ast.walk(found) if isinstance(node, ast.Call)] if found else []
    for call in sorted(calls, key=lambda node: node.lineno):
        name = getattr(call.func, "attr", getattr(call.func, "id", ""))
        if "Norm" in name or (name == "Linear" and not _is_wanted(call, case.function)):
            return call.lineno
    made = mention_line(case.tree, (*_MAKERS, "Linear"), case.function)
    buffers = {c.lineno for c in calls if getattr(c.func, "attr", "") == "register_buffer"}
    return None if made in buffers else made


# What a plain network calls, beside its layers.
_PLAIN = {
    "flatten", "reshape", "size", "len", "super", "relu", "relu_", "numel", "contiguous", "clamp",
    "maximum", "float", "Sequential", "Flatten", "linear", "isinstance", "print", "squeeze",
}  # fmt: skip


def _odd_call(case: Case) -> int | None:
    """The first line of the class's methods, but for the constructor, that does what is not asked.

    A function of PyTorch's that no plain network needs, a view that does not begin with the batch,
    or arithmetic with the numbers.
    """
    found = definition(case.tree, case.function)
    methods = [n for n in getattr(found, "body", ()) if isinstance(n, ast.FunctionDef)]
    lines = [
        node.lineno
        for method in methods
        if method.name != "__init__"
        for node in ast.walk(method)
        if isinstance(node, ast.expr) and _is_odd(node)
    ]
    return min(lines, default=None)


def _is_odd(node: ast.expr) -> bool:
    if not isinstance(node, ast.Call):
        return False
    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
    if isinstance(node.func, ast.Attribute) and getattr(node.func.value, "id", "") == "self":
        return False  # a layer of its own
    if name in ("view", "reshape") and node.args:
        first = node.args[0]
        return isinstance(first, ast.Constant) and first.value != -1
    return name not in _PLAIN | {"view"}


def _is_wanted(call: ast.Call, function: str) -> bool:
    keywords = {k.arg: k.value for k in call.keywords}
    sizes = [*call.args, *(keywords[k] for k in ("in_features", "out_features") if k in keywords)]
    try:
        numbers = tuple(_number(size) for size in sizes[:2])
    except ValueError:
        return True
    return numbers in _WANTED[function] and "bias" not in keywords and len(call.args) < 3


def _number(node: ast.expr) -> int:
    """An integer or a product of integers."""
    match node:
        case ast.Constant(value=int(value)):
            return value
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            return _number(left) * _number(right)
    raise ValueError


_BAD = (
    "from torch import nn\n\n\n"
    "class SimpleNN(nn.Module):\n"
    "    def __init__(self):\n"
    "        super().__init__()\n"
    "        self.hidden = nn.Linear(784, 128)\n"
    "        self.output = nn.Linear(128, 10)\n\n"
    "    def forward(self, images):\n"
    "        return self.output(self.hidden(images.flatten(1)).relu())\n"
)
_GOOD = (
    "import torch\nfrom torch import nn\n\n\n"
    "class SimpleNN(nn.Module):\n"
    "    def __init__(self):\n"
    "        super().__init__()\n"
    "        self.weight = nn.Parameter(torch.randn(784, 10) / 28)\n"
    "        self.bias = nn.Parameter(torch.zeros(10))\n\n"
    "    def forward(self, images):\n"
    "        return images.flatten(1) @ self.weight + self.bias\n"
)

WRONG_ARCHITECTURE = Misconception(
    code="wrong-architecture",
    exercises=("forward", "hidden_layer"),
    believes="A network that reads digits is as good as any other one.",
    message="{name} is made of other layers than the ones asked for",
    numbers=": {fact}.",
    hint="List the parameters of your network with their shapes. Which layer has which numbers?",
    why=(
        "A layer is its parameters: a table with one number for each pair of input and output, "
        "and one more for each output, its bias. They count only if the module knows them from "
        "its construction on, as attributes that are layers or nn.Parameter. Tensors, layers in "
        "a Python list, and layers made while the model runs are not found by parameters(), so "
        "no optimizer ever moves them."
    ),
    file="forward.py",
    bad=_BAD,
    good=_GOOD,
    sees=_holds_others,
    kinds=("exception",),
    raises=(r"cannot be multiplied \(\d+x128 and (?!128x)",),
    locates=odd_layer,
    aspects=("module", "parameters", "trainable"),
    rank=15,
)


def _misnamed(case: Case) -> int | None:
    """The method of a class without `__init__` that is called almost so."""
    found = definition(case.tree, case.function)
    if method(found, "__init__") is not None:
        return None
    methods = [n for n in getattr(found, "body", ()) if isinstance(n, ast.FunctionDef)]
    return next((m.lineno for m in methods if m.name.strip("_").lower() in ("init", "int")), None)


MISNAMED_CONSTRUCTOR = Misconception(
    code="wrong-architecture",
    exercises=("forward", "hidden_layer"),
    believes="A method that makes the layers is run when the network is made.",
    message="No layer of {name} is made: the method that should do it is never called",
    numbers=": {fact}.",
    hint="By which name, letter by letter, does Python know the method that sets an object up?",
    why=WRONG_ARCHITECTURE.why,
    sees=lambda case: _holds_others(case) and _misnamed(case) is not None,
    locates=_misnamed,
    aspects=("module", "parameters", "trainable"),
    rank=14,
)

OTHER_NETWORK = Misconception(
    code="wrong-architecture",
    exercises=("forward", "hidden_layer"),
    believes=WRONG_ARCHITECTURE.believes,
    message="{name} has the right parameters but does something else with them",
    numbers=": {fact}.",
    hint="Write down, step by step, what your network does to an image. Which was not asked for?",
    why=WRONG_ARCHITECTURE.why,
    sees=lambda case: case.scene in SCENES and bool(case.seen),
    locates=lambda case: _odd_call(case) or odd_layer(case),
    rank=95,
)
