# expect: evaluated-on-training-data
# asked: https://github.com/KrishnaDN/x-vector-pytorch/issues/8
import argparse

import torch
from torch import nn
from torch.utils.data import DataLoader, Dataset


class Utterances(Dataset):
    def __init__(self, n, seed):
        g = torch.Generator().manual_seed(seed)
        self.speaker = torch.randint(0, 5, (n,), generator=g)
        self.frames = torch.randn(n, 20, 12, generator=g) + self.speaker.view(-1, 1, 1) / 2

    def __len__(self):
        return len(self.speaker)

    def __getitem__(self, index):
        return {"frames": self.frames[index], "speaker": self.speaker[index]}


def speech_collate(batch):
    return torch.stack([b["frames"] for b in batch]), torch.stack([b["speaker"] for b in batch])


class XVector(nn.Module):
    def __init__(self):
        super().__init__()
        self.frame = nn.Sequential(nn.Linear(12, 32), nn.ReLU())
        self.segment = nn.Linear(64, 5)

    def forward(self, x):
        h = self.frame(x)
        return self.segment(torch.cat([h.mean(1), h.std(1)], dim=1))


def train(model, loader, optimizer, loss_fun):
    model.train()
    for frames, speaker in loader:
        optimizer.zero_grad()
        loss = loss_fun(model(frames), speaker)
        loss.backward()
        optimizer.step()


def validation(model, loader):
    model.eval()
    right = 0
    with torch.no_grad():
        for frames, speaker in loader:
            right += (model(frames).argmax(1) == speaker).sum().item()
    return right / len(loader.dataset)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--batch_size", type=int, default=32)
    parser.add_argument("--epochs", type=int, default=4)
    args = parser.parse_args()
    torch.manual_seed(1)
    dataset_train = Utterances(640, 1)
    dataset_val = Utterances(160, 2)
    dataloader_train = DataLoader(dataset_train, args.batch_size, shuffle=True, collate_fn=speech_collate)
    dataloader_val = DataLoader(dataset_train, args.batch_size, shuffle=True, collate_fn=speech_collate)
    model = XVector()
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    for epoch in range(args.epochs):
        train(model, dataloader_train, optimizer, nn.CrossEntropyLoss())
        print("epoch", epoch, "validation accuracy", validation(model, dataloader_val))
