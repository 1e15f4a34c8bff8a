import torch
from torch import nn


class NegativeLogLikelihood(nn.NLLLoss):
    def forward(self, logits, labels):
        return super().forward(logits.log_softmax(dim=1), labels)


class ConvNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(1, 8, 3, 2, 1, bias=False),
            nn.BatchNorm2d(8),
            nn.ReLU(),
            nn.Conv2d(8, 16, 3, 2, 1, bias=False),
            nn.BatchNorm2d(16),
            nn.ReLU(),
            nn.Flatten(),
            nn.Dropout(0.2),
            nn.Linear(16 * 7 * 7, 10),
        )

    def forward(self, images):
        return self.layers(images)


def make_loss():
    return NegativeLogLikelihood()


def make_optimizer(model, lr):
    return torch.optim.SGD(model.parameters(), lr, 0.9)


def train_epoch(model, loss_fn, optimizer, loader):
    model.train()
    losses, sizes = [], []
    for inputs, targets in loader:
        optimizer.zero_grad()
        loss = loss_fn(model(inputs), targets)
        loss.backward()
        optimizer.step()
        losses.append(loss.item() * len(targets))
        sizes.append(len(targets))
    return sum(losses) / sum(sizes)
