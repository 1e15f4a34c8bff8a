# expect: softmax-in-forward
# line: 12
# believes: A hook that normalises the output does not change the model itself.

import torch.nn as nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(784, 10)
        self.register_forward_hook(lambda module, args, out: out.softmax(1))

    def forward(self, x):
        return self.fc(x.flatten(1))


def forward(model, images):
    return model(images)
