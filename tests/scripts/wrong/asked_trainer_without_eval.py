# expect: eval-mode-missing
# line: 39
# asked: https://github.com/wolny/pytorch-3dunet/issues/53
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(1)
x = torch.randn(600, 12)
y = (x[:, :3].sum(1) > 0).long() + (x[:, 3] > 1).long()


class Trainer:
    def __init__(self, model):
        self.model, self.loss = model, nn.CrossEntropyLoss()
        self.optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
        self.loaders = {
            "train": DataLoader(TensorDataset(x[:480], y[:480]), batch_size=24, shuffle=True),
            "val": DataLoader(TensorDataset(x[480:], y[480:]), batch_size=24),
        }

    def fit(self):
        for epoch in range(3):
            for inputs, target in self.loaders["train"]:
                output, loss = self._forward_pass(inputs, target)
                self.optimizer.zero_grad()
                loss.backward()
                self.optimizer.step()
            print(f"validation {self.validate():.3f}")

    def validate(self):
        losses = []
        with torch.no_grad():
            for inputs, target in self.loaders["val"]:
                losses.append(self._forward_pass(inputs, target)[1].item())
        return sum(losses) / len(losses)

    def _forward_pass(self, inputs, target):
        output = self.model(inputs)
        return output, self.loss(output, target)


net = nn.Sequential(nn.Linear(12, 30), nn.ReLU(), nn.Dropout(0.4), nn.Linear(30, 3))
Trainer(net).fit()
