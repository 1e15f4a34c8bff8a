"""The model answers the same whatever it is given."""

from __future__ import annotations

from grader.findings import Misconception

CONSTANT_OUTPUT = Misconception(
    code="constant-output",
    believes="If it runs without an error it has learned something.",
    message="The model answers the same whatever it is given.",
    hint="Print what comes out of each layer for two images. Where do they become the same?",
    why=(
        "Somewhere on its way the input is lost: units that are 0 for every item, a saturated"
        " activation, a layer that nothing flows into. What comes after can only learn the "
        "most frequent answer."
    ),
    file="script.py",
    bad="def forward(net, x):\n    return net.out(torch.relu(net.hidden(x) - 1000))\n",
    good="def forward(net, x):\n    return net.out(torch.relu(net.hidden(x)))\n",
)
