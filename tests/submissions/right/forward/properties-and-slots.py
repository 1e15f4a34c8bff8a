import torch
import torch.nn as nn
import torch.nn.functional as F


class SimpleNN(nn.Module):
    def __init__(self, hidden=None, classes=10, **kwargs):
        super().__init__(**kwargs)
        self.layers = nn.ModuleList([nn.Flatten(1), nn.Linear(784, classes)])

    @property
    def classifier(self):
        return self.layers[1]

    def forward(self, x, return_features=False):
        for layer in self.layers:
            x = layer(x)
        return (x, None)[0] if not return_features else (x, x)


def forward(model, images, *, verbose=False):
    with torch.enable_grad():
        logits = model(images)
    if verbose:
        print(F.softmax(logits, -1))
    return logits
