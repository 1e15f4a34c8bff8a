import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset, random_split


class Meter:
    def __init__(self):
        self.sum, self.count = 0.0, 0

    def update(self, value, n):
        self.sum += value * n
        self.count += n

    @property
    def avg(self):
        return self.sum / self.count


class Experiment:
    def __init__(self, model, optimizer=None):
        self.model, self.optimizer = model, optimizer
        self.criterion = nn.CrossEntropyLoss(label_smoothing=0.05)

    def run_epoch(self, loader, training):
        self.model.train(training)
        losses, accuracy = Meter(), Meter()
        with torch.set_grad_enabled(training):
            for x, y in loader:
                out = self.model(x)
                loss = self.criterion(out, y)
                if training:
                    self.optimizer.zero_grad()
                    loss.backward()
                    self.optimizer.step()
                losses.update(loss.item(), len(y))
                accuracy.update((out.argmax(1) == y).float().mean().item(), len(y))
        return losses.avg, accuracy.avg

    def fit(self, train_loader, val_loader, epochs):
        for epoch in range(epochs):
            tl, ta = self.run_epoch(train_loader, True)
            vl, va = self.run_epoch(val_loader, False)
            print(f"{epoch:02d} train loss {tl:.4f} acc {ta:.3f} | val loss {vl:.4f} acc {va:.3f}")


if __name__ == "__main__":
    torch.manual_seed(10)
    x = torch.randn(900, 1, 8, 8)
    y = (x[:, 0, :4].sum((1, 2)) > x[:, 0, 4:].sum((1, 2))).long()
    train_set, val_set = random_split(TensorDataset(x, y), [750, 150])
    net = nn.Sequential(
        nn.Conv2d(1, 8, 3), nn.BatchNorm2d(8), nn.ReLU(), nn.Flatten(), nn.Dropout(0.2), nn.Linear(288, 2)
    )
    experiment = Experiment(net, torch.optim.SGD(net.parameters(), lr=0.02, momentum=0.9, nesterov=True))
    experiment.fit(DataLoader(train_set, 30, shuffle=True), DataLoader(val_set, 50), 3)
