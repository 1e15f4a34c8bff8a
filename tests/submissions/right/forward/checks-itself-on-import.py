# right because: small checks that run on import do not touch what the functions do
import torch
from torch import nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(28 * 28, 10)

    def forward(self, images):
        return self.linear(images.flatten(1))


torch.manual_seed(0)
torch.set_printoptions(precision=3)


def forward(model, images):
    return model(images)


_model = SimpleNN()
_logits = forward(_model, torch.rand(2, 1, 28, 28))
assert _logits.shape == (2, 10), _logits.shape
assert sum(p.numel() for p in _model.parameters()) == 7850
_logits.sum().backward()
print("forward.py: looks good", tuple(_logits.shape))
