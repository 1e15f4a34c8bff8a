# expect: missing-zero-grad
# line: 23
# asked: https://github.com/fchollet/deep-learning-with-python-notebooks/issues/293
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(1)
x = torch.randn(600, 12)
y = (x[:, :3].sum(1) > 0).long() + (x[:, 3] > 1).long()


class CustomModel(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(12, 24), nn.ReLU(), nn.Linear(24, 3))

    def compile(self, optimizer, loss):
        self.optimizer, self.loss = optimizer, loss

    def train_step(self, inputs, targets):
        loss = self.loss(self.net(inputs), targets)
        loss.backward()
        self.optimizer.step()
        return loss.item()

    def fit(self, loader, epochs):
        for epoch in range(epochs):
            losses = [self.train_step(*batch) for batch in loader]
            print(epoch, sum(losses) / len(losses))


model = CustomModel()
model.compile(torch.optim.RMSprop(model.net.parameters()), nn.CrossEntropyLoss())
model.fit(DataLoader(TensorDataset(x, y), batch_size=60, shuffle=True), epochs=4)
