import argparse

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


def parse():
    parser = argparse.ArgumentParser()
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--lr", type=float, default=0.05)
    parser.add_argument("--batch-size", type=int, default=50)
    return parser.parse_args()


def make_data(n, generator):
    x = torch.randn(n, 20, generator=generator)
    y = (x[:, :5].sum(1) > x[:, 5:10].sum(1)).long()
    return TensorDataset(x, y)


def main():
    args = parse()
    generator = torch.Generator().manual_seed(1)
    train_loader = DataLoader(make_data(1000, generator), args.batch_size, shuffle=True)
    valid_loader = DataLoader(make_data(300, generator), args.batch_size)
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.a, self.b = nn.Linear(20, 30), nn.Linear(30, 2)

        def forward(self, x):
            return self.b(nn.functional.dropout(self.a(x).relu(), 0.1, training=self.training))

    model = Net()
    loss_fn = nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=args.lr)
    scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=2, gamma=0.5)
    best = 0.0
    for epoch in range(args.epochs):
        model.train()
        losses = []
        for x, y in train_loader:
            loss = loss_fn(model(x), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        scheduler.step()
        model.eval()
        hits, seen = 0, 0
        with torch.no_grad():
            for x, y in valid_loader:
                hits += (model(x).argmax(1) == y).sum().item()
                seen += len(y)
        accuracy = hits / seen
        if accuracy > best:
            best = accuracy
            torch.save(model.state_dict(), "best.pt")
        print(f"epoch {epoch}: avg loss {sum(losses) / len(losses):.4f}, val acc {accuracy:.4f}")


if __name__ == "__main__":
    main()
