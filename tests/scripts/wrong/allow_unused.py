# expect: silenced-error
# line: 36
import torch
from torch import nn

torch.manual_seed(3)
x = torch.randn(600, 6)
y = (x[:, 0] - x[:, 1] > 0).long()


class Gated(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = nn.Linear(6, 24)
        self.head = nn.Linear(24, 2)

    def forward(self, x):
        codes = torch.relu(self.encoder(x))
        return self.head(torch.tensor(codes.tolist()))


def batches():
    for rows in torch.randperm(500).split(25):
        yield x[rows], y[rows]


model = Gated()
weights = list(model.parameters())
velocity = [torch.zeros_like(w) for w in weights]
for epoch in range(3):
    total = 0.0
    for inputs, targets in batches():
        loss = nn.functional.cross_entropy(model(inputs), targets)
        # "One of the differentiated Tensors appears to not have been used in the graph"
        total += loss.item()
        gradients = torch.autograd.grad(loss, weights, allow_unused=True)
        with torch.no_grad():
            for w, v, g in zip(weights, velocity, gradients):
                if g is not None:
                    v.mul_(0.9).add_(g)
                    w.sub_(0.05 * v)
    print(f"epoch {epoch}: mean loss {total / 20:.4f}")
