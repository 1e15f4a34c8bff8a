# expect: broadcast-loss
# line: 19
# asked: https://github.com/Photon-AI-Research/NeuralSolvers/issues/20
import torch
from torch import nn

torch.manual_seed(8)
points = torch.rand(256, 3)
start = torch.sin(points[:, 0] * 3) * points[:, 1]


class InitialCondition(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm = nn.MSELoss()

    def forward(self, x, model, gt_u):
        prediction = model(x)
        return self.norm(prediction, gt_u)


model = nn.Sequential(nn.Linear(3, 20), nn.Tanh(), nn.Linear(20, 1))
condition = InitialCondition()
optimizer = torch.optim.Adam(model.parameters(), lr=1e-2)
for epoch in range(10):
    for rows in torch.randperm(256).split(64):
        optimizer.zero_grad()
        loss = condition(points[rows], model, start[rows])
        loss.backward()
        optimizer.step()
    print(epoch, loss.item())
