# expect: softmax-before-loss
# line: 40
# asked: https://github.com/jindongwang/Deep-learning-activity-recognition/issues/10
import argparse

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.data import DataLoader, Dataset


class SensorWindows(Dataset):
    def __init__(self, n, seed):
        g = torch.Generator().manual_seed(seed)
        self.labels = torch.randint(0, 4, (n,), generator=g)
        t = torch.arange(64) / 64 * 6.283
        waves = torch.sin(t * (1 + self.labels.unsqueeze(1)))
        self.windows = waves.unsqueeze(1).repeat(1, 3, 1) + 0.6 * torch.randn(n, 3, 64, generator=g)

    def __len__(self):
        return len(self.labels)

    def __getitem__(self, i):
        return self.windows[i], self.labels[i]


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Sequential(nn.Conv1d(3, 16, 9), nn.ReLU(), nn.MaxPool1d(2))
        self.conv2 = nn.Sequential(nn.Conv1d(16, 24, 9), nn.ReLU(), nn.MaxPool1d(2))
        self.fc1 = nn.Linear(24 * 10, 40)
        self.fc2 = nn.Linear(40, 4)

    def forward(self, x):
        out = self.conv2(self.conv1(x))
        out = out.reshape(-1, 24 * 10)
        out = F.relu(self.fc1(out))
        out = self.fc2(out)
        return F.softmax(out, dim=1)


def train(args):
    torch.manual_seed(args.seed)
    train_loader = DataLoader(SensorWindows(800, 1), args.batchsize, shuffle=True)
    test_loader = DataLoader(SensorWindows(200, 2), args.batchsize)
    model = Network()
    criterion = nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=args.lr, momentum=0.9)
    for epoch in range(args.nepoch):
        correct, total, total_loss = 0, 0, 0.0
        for sample, target in train_loader:
            output = model(sample)
            loss = criterion(output, target)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total_loss += loss.item()
            correct += (output.max(1)[1] == target).sum().item()
            total += len(target)
        print(f"Epoch: [{epoch}/{args.nepoch}], train loss: {total_loss / len(train_loader):.4f}, "
              f"train acc: {100 * correct / total:.2f}%")
        with torch.no_grad():
            hits = sum((model(x).argmax(1) == y).sum().item() for x, y in test_loader)
        print(f"test acc: {100 * hits / len(test_loader.dataset):.2f}%")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--nepoch", type=int, default=4)
    parser.add_argument("--batchsize", type=int, default=50)
    parser.add_argument("--lr", type=float, default=0.02)
    parser.add_argument("--seed", type=int, default=5)
    train(parser.parse_args())
