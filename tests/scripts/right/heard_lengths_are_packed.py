import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence, pad_sequence
from torch.utils.data import DataLoader, Dataset


class Walks(Dataset):
    def __init__(self, n, seed):
        g = torch.Generator().manual_seed(seed)
        self.items = []
        for _ in range(n):
            steps = torch.randn(int(torch.randint(3, 12, (), generator=g)), 2, generator=g)
            self.items.append((steps, (steps.sum(0) > 0).float()))

    def __len__(self):
        return len(self.items)

    def __getitem__(self, i):
        return self.items[i]


def collate(batch):
    steps, targets = zip(*batch)
    return pad_sequence(steps, batch_first=True), torch.tensor([len(s) for s in steps]), torch.stack(targets)


class WalkNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.rnn = nn.LSTM(2, 16, batch_first=True, bidirectional=True)
        self.out = nn.Linear(32, 2)

    def forward(self, padded, lengths):
        packed = pack_padded_sequence(padded, lengths, batch_first=True, enforce_sorted=False)
        states, _ = pad_packed_sequence(self.rnn(packed)[0], batch_first=True)
        mask = (torch.arange(states.size(1))[None] < lengths[:, None]).unsqueeze(-1)
        return self.out((states * mask).sum(1) / lengths[:, None])


torch.manual_seed(0)
train_loader = DataLoader(Walks(500, 0), 25, shuffle=True, collate_fn=collate)
test_loader = DataLoader(Walks(100, 1), 25, collate_fn=collate)
model = WalkNet()
optimizer = torch.optim.Adam(model.parameters(), lr=5e-3)
loss_fn = nn.BCEWithLogitsLoss(pos_weight=torch.tensor([1.0, 1.2]))
for epoch in range(4):
    model.train()
    for padded, lengths, targets in train_loader:
        optimizer.zero_grad()
        loss = loss_fn(model(padded, lengths), targets)
        loss.backward()
        optimizer.step()
    model.eval()
    exact = 0
    with torch.no_grad():
        for padded, lengths, targets in test_loader:
            exact += ((model(padded, lengths) > 0).float() == targets).all(1).sum().item()
    print(f"epoch {epoch}: both labels right for {exact} of 100")
