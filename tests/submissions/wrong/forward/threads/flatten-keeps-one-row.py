# expect: missing-flatten | wrong-shape
# line: 15 | 16
# source: https://github.com/udacity/P1_Facial_Keypoints/issues/2
# believes: view(1, -1) makes a flat row of each image.

from torch import nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(28 * 28, 10)

    def forward(self, images):
        flat = images.view(1, -1)
        return self.fc(flat)


def forward(model, images):
    return model(images)
