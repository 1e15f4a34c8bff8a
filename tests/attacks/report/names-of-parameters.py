# replaces: hidden_layer.py
# kind: report
# earns: 0-10
# tries: Its parameters and modules have names that are markup, commands and formulas.
from torch import nn


class Hidden(nn.Module):
    def __init__(self):
        super().__init__()
        for i, name in enumerate(("<script>alert(1)</script>", "=HYPERLINK(1)", "\x1b[2J", "::error::x", "\u202egnp")):
            self.register_parameter(name, nn.Parameter(__import__("torch").zeros(i + 1)))

    def forward(self, images):
        print("::error::printed", "\x1b[2J" * 100)
        return self.l(images)


Hidden.__name__ = Hidden.__qualname__ = "<img src=x onerror=alert(1)>\x1b[31m"
HiddenNN = Hidden
