# expect: wrong-shape
# line: 17
# believes: squeeze() only tidies up and never touches the batch dimension.
import torch.nn as nn
import torch.nn.functional as F


class SimpleNN(nn.Module):
    def __init__(self):
        super(SimpleNN, self).__init__()
        self.out = nn.Linear(in_features=28 * 28, out_features=10)

    def forward(self, images):
        batch = images.shape[0]
        rows = images.reshape(batch, 28 * 28)
        logits = F.linear(rows, self.out.weight, self.out.bias)
        return logits.squeeze()


def forward(model, images):
    return model(images)
