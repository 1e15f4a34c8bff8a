# right because: a bound method of an object takes the model and the images by position
from torch import nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(28 * 28, 10)

    def forward(self, images):
        return self.linear(images.flatten(1))


class Lesson:
    def run(self, model, images):
        return model(images)

    @staticmethod
    def other():
        return None


forward = Lesson().run
