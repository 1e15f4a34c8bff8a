# expect: train-mode-missing
# line: 41
# asked: https://github.com/wkentaro/pytorch-fcn/issues/57
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.data import DataLoader, TensorDataset


def blobs(n, seed):
    g = torch.Generator().manual_seed(seed)
    centre = torch.rand(n, 2, generator=g) * 12 + 2
    grid = torch.stack(torch.meshgrid(torch.arange(16.0), torch.arange(16.0), indexing="ij"))
    distance = ((grid - centre.view(n, 2, 1, 1)) ** 2).sum(1)
    masks = (distance < 9).long()
    images = masks.float().unsqueeze(1) + 0.5 * torch.randn(n, 1, 16, 16, generator=g)
    return TensorDataset(images, masks)


class SmallFCN(nn.Module):
    def __init__(self, n_class=2):
        super().__init__()
        self.block = nn.Sequential(
            nn.Conv2d(1, 12, 3, padding=1), nn.BatchNorm2d(12), nn.ReLU(),
            nn.Conv2d(12, 12, 3, padding=1), nn.ReLU(), nn.Dropout2d(0.3),
        )
        self.score = nn.Conv2d(12, n_class, 1)

    def forward(self, x):
        return self.score(self.block(x))


class Trainer:
    def __init__(self, model, optimizer, train_loader, val_loader, interval_validate):
        self.model, self.optim = model, optimizer
        self.train_loader, self.val_loader = train_loader, val_loader
        self.interval_validate = interval_validate
        self.iteration = 0

    def validate(self):
        self.model.eval()
        loss, right, pixels = 0.0, 0, 0
        with torch.no_grad():
            for image, mask in self.val_loader:
                score = self.model(image)
                loss += F.cross_entropy(score, mask).item()
                right += (score.argmax(1) == mask).sum().item()
                pixels += mask.numel()
        print(f"iteration {self.iteration}: val loss {loss / len(self.val_loader):.4f}, "
              f"pixel acc {right / pixels:.4f}")

    def train_epoch(self):
        self.model.train()
        for image, mask in self.train_loader:
            if self.iteration % self.interval_validate == 0:
                self.validate()
            self.optim.zero_grad()
            loss = F.cross_entropy(self.model(image), mask)
            loss.backward()
            self.optim.step()
            self.iteration += 1

    def train(self, epochs):
        for _ in range(epochs):
            self.train_epoch()


if __name__ == "__main__":
    torch.manual_seed(2)
    fcn = SmallFCN()
    trainer = Trainer(
        fcn,
        torch.optim.SGD(fcn.parameters(), lr=0.05, momentum=0.9),
        DataLoader(blobs(320, 0), 16, shuffle=True),
        DataLoader(blobs(64, 1), 16),
        interval_validate=5,
    )
    trainer.train(3)
