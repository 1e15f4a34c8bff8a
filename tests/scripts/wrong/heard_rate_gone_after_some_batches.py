# expect: scheduler-before-step
# line: 40
# asked: https://github.com/Lornatang/SRGAN-PyTorch/issues/1
import torch
from torch import nn, optim
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(0)
epochs = 6
sharp = torch.rand(600, 1, 12, 12)
blurred = nn.functional.avg_pool2d(sharp, 2)
loader = DataLoader(TensorDataset(blurred, sharp), batch_size=20, shuffle=True)


class SuperResolution(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(1, 16, 3, padding=1), nn.PReLU(),
            nn.Conv2d(16, 16, 3, padding=1), nn.PReLU(),
            nn.Conv2d(16, 4, 3, padding=1), nn.PixelShuffle(2),
        )

    def forward(self, x):
        return self.body(x)


net = SuperResolution()
optimizer = optim.Adam(net.parameters(), lr=1e-2)
scheduler = optim.lr_scheduler.StepLR(optimizer, step_size=epochs // 2, gamma=0.1)
pixel_loss = nn.MSELoss()

for epoch in range(epochs):
    running = 0.0
    for low, high in loader:
        optimizer.zero_grad()
        loss = pixel_loss(net(low), high)
        loss.backward()
        optimizer.step()
        scheduler.step()
        running += loss.item()
    print(f"epoch {epoch + 1}: mse {running / len(loader):.5f}")
