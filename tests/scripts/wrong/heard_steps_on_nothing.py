# expect: step-before-backward
# line: 32
import torch
from torch import nn


class Forecast(nn.Module):
    def __init__(self):
        super().__init__()
        self.cell = nn.GRUCell(1, 24)
        self.out = nn.Linear(24, 1)

    def forward(self, window):
        h = torch.zeros(window.size(0), 24)
        for t in range(window.size(1)):
            h = self.cell(window[:, t : t + 1], h)
        return self.out(h)


torch.manual_seed(17)
signal = torch.sin(torch.arange(0, 80, 0.1)) + 0.1 * torch.randn(800)
windows = signal.unfold(0, 13, 1)
inputs, answers = windows[:, :12], windows[:, 12:]
model = Forecast()
optimizer = torch.optim.Adam(model.parameters(), lr=0.005)
for epoch in range(4):
    order = torch.randperm(700)
    epoch_loss = 0.0
    for rows in order.split(70):
        optimizer.zero_grad()
        loss = nn.functional.mse_loss(model(inputs[rows]), answers[rows])
        optimizer.step()
        loss.backward()
        epoch_loss += loss.item()
    print(f"epoch {epoch} mean loss {epoch_loss / 10:.4f}")
