# source: https://github.com/mozilla/DeepSpeech/issues/138

import torch.nn as nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(784, 10)
        for p in self.parameters():
            nn.init.normal_(p, std=0.1)

    def forward(self, x):
        return self.fc(x.flatten(1))


def forward(model, images):
    return model(images)
