# expect: missing-zero-grad
# line: 18
# asked: https://discuss.d2l.ai/t/topic/1781
import torch
from torch import nn


class Linear:
    def __init__(self, eta=0.01):
        self.theta = torch.tensor([[0.0], [0.0], [0.0]], requires_grad=True)
        self.eta = eta

    def cal(self, x):
        return torch.concat((x, torch.ones(x.shape[0], 1)), dim=1) @ self.theta

    def batch(self, x, y):
        loss = nn.MSELoss()(self.cal(x), y)
        loss.backward()
        with torch.no_grad():
            self.theta -= self.eta * self.theta.grad / x.shape[0]
        return loss


torch.manual_seed(4)
features = torch.normal(0.0, 1.0, (400, 2))
labels = features @ torch.tensor([[2.0], [-3.4]]) + 4.2
model = Linear()
for epoch in range(3):
    for i in range(0, 400, 20):
        loss = model.batch(features[i : i + 20], labels[i : i + 20])
    print(f"loss={loss};theta={model.theta.reshape(3)}")
