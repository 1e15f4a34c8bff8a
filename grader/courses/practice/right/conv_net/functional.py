import torch
import torch.nn.functional as F
from torch import nn


class ConvNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.bn = nn.ModuleList([nn.BatchNorm2d(8), nn.BatchNorm2d(16)])
        self.out = nn.Linear(784, 10)
        self.convs = nn.ModuleList([nn.Conv2d(1, 8, 3, 2, 1, bias=False), nn.Conv2d(8, 16, 3, 2, 1, bias=False)])

    def forward(self, images):
        for conv, norm in zip(self.convs, self.bn):
            images = F.relu(norm(conv(images)))
        return self.out(F.dropout(images.view(len(images), -1), 0.2, self.training))


def make_loss():
    def loss(logits, labels):
        return F.nll_loss(F.log_softmax(logits, dim=1), labels)

    return loss


def make_optimizer(model, lr):
    optimizer = torch.optim.SGD(model.parameters(), momentum=0.9, lr=lr, foreach=False)
    return optimizer


def train_epoch(model, loss_fn, optimizer, loader):
    model.train()
    sum_of_losses = torch.tensor(0.0)
    for x, y in loader:
        optimizer.zero_grad(set_to_none=False)
        noise = torch.rand(3)
        loss = loss_fn(model(x), y)
        loss.backward()
        optimizer.step()
        sum_of_losses += loss.detach() * y.shape[0]
    return float(sum_of_losses) / len(loader.dataset)
