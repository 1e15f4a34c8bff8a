# source: https://geekycodes.in/machine-learning/pytorch-cnn-shape-mismatch-error-fixing-mat1-and-mat2-shapes-cannot-be-multiplied/

from torch import nn


class SimpleNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.dense_layer = nn.Linear(784, 10)

    def forward(self, x):
        assert x.dim() == 4, f"unexpected {x.shape}"
        x = x.flatten(1)
        assert x.shape[1] == self.dense_layer.in_features
        return self.dense_layer(x)


def forward(model, images):
    logits = model(images)
    assert logits.shape[0] == images.shape[0]
    return logits
