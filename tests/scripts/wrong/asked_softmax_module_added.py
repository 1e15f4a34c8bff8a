# expect: softmax-before-loss
# line: 21
# asked: https://github.com/vinhkhuc/PyTorch-Mini-Tutorials/issues/1
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(1)
x = torch.randn(600, 12)
y = (x[:, :3].sum(1) > 0).long() + (x[:, 3] > 1).long()

model = nn.Sequential()
model.add_module("linear_1", nn.Linear(12, 20))
model.add_module("sigmoid_1", nn.Sigmoid())
model.add_module("linear_2", nn.Linear(20, 3))
model.add_module("softmax", nn.Softmax(dim=1))


def train(model, loss, optimizer, x, y):
    optimizer.zero_grad()
    output = loss(model.forward(x), y)
    output.backward()
    optimizer.step()
    return output.item()


optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
for epoch in range(4):
    cost = 0.0
    for k in range(6):
        start, end = k * 100, (k + 1) * 100
        cost += train(model, nn.CrossEntropyLoss(), optimizer, x[start:end], y[start:end])
    print(f"Epoch {epoch + 1}, cost = {cost / 6:.4f}")
