"""A whole right script, parts of which the catalogue's examples of whole scripts replace."""

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(0)
labels = torch.arange(480).div(120, rounding_mode="floor")
items = torch.randn(480, 8) + 2 * nn.functional.one_hot(labels, 8)
chosen = torch.randperm(480)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden, self.out = nn.Linear(8, 16), nn.Linear(16, 10)

    def forward(self, x):
        return forward(self, x.flatten(1)[:, :8])


def forward(net, x):
    return net.out(torch.relu(net.hidden(x)))


def make_loaders():
    train_set = TensorDataset(items[chosen[:320]], labels[chosen[:320]])
    test_set = TensorDataset(items[chosen[320:]], labels[chosen[320:]])
    return DataLoader(train_set, 20, shuffle=True), DataLoader(test_set, 20)


def optimizer_of(net):
    return torch.optim.SGD(net.parameters(), lr=0.1)


def loss_of(scores, y):
    return nn.functional.cross_entropy(scores, y)


def learn(net, optimizer, x, y):
    optimizer.zero_grad()
    loss = loss_of(net(x), y)
    loss.backward()
    optimizer.step()


def train(net, optimizer, loader):
    net.train()
    for x, y in loader:
        learn(net, optimizer, x, y)


def test(net, loader):
    net.eval()
    right = 0
    with torch.no_grad():
        for x, y in loader:
            right += (net(x).argmax(1) == y).sum().item()
    print(f"accuracy {right / len(loader.dataset):.3f}")


def run():
    train_loader, test_loader = make_loaders()
    net = Net()
    optimizer = optimizer_of(net)
    for _ in range(3):
        train(net, optimizer, train_loader)
        test(net, test_loader)


run()
