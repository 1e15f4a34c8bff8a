# expect: wrong-shape
# line: 19
# believes: forward should hand back the logits together with the prediction.

import torch.nn as nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(28 * 28, 10)

    def forward(self, x):
        return self.fc(x.flatten(1))


def forward(model, images):
    logits = model(images)
    return logits, logits.argmax(dim=1)
