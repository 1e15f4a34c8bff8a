# expect: eval-mode-missing
# line: 66
# asked: https://github.com/delip/PyTorchNLPBook/issues/28
import random

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.data import DataLoader, Dataset

ENDINGS = {"slavic": ["ov", "ski", "enko"], "nordic": ["sen", "son", "gaard"], "latin": ["ini", "ez", "eiro"]}
LETTERS = "abcdefghijklmnopqrstuvwxyz"


class SurnameDataset(Dataset):
    def __init__(self, n, seed):
        rng = random.Random(seed)
        self.rows = []
        for _ in range(n):
            label = rng.randrange(3)
            stem = "".join(rng.choice(LETTERS) for _ in range(rng.randint(3, 6)))
            self.rows.append((stem + rng.choice(list(ENDINGS.values())[label]), label))

    def __len__(self):
        return len(self.rows)

    def __getitem__(self, i):
        name, label = self.rows[i]
        pairs = torch.zeros(26 * 26)
        for a, b in zip(name, name[1:]):
            pairs[LETTERS.index(a) * 26 + LETTERS.index(b)] = 1
        return pairs, label


class SurnameClassifier(nn.Module):
    def __init__(self, hidden=64):
        super().__init__()
        self.fc1 = nn.Linear(26 * 26, hidden)
        self.fc2 = nn.Linear(hidden, 3)

    def forward(self, x_in):
        intermediate = F.relu(self.fc1(x_in))
        return self.fc2(F.dropout(intermediate, p=0.5))


torch.manual_seed(1337)
train_loader = DataLoader(SurnameDataset(900, 0), batch_size=64, shuffle=True)
val_loader = DataLoader(SurnameDataset(200, 1), batch_size=64)
classifier = SurnameClassifier()
loss_func = nn.CrossEntropyLoss()
optimizer = torch.optim.Adam(classifier.parameters(), lr=1e-3)

for epoch_index in range(5):
    classifier.train()
    running_loss = 0.0
    for batch_index, (x, y) in enumerate(train_loader):
        optimizer.zero_grad()
        loss = loss_func(classifier(x), y)
        running_loss += (loss.item() - running_loss) / (batch_index + 1)
        loss.backward()
        optimizer.step()
    classifier.eval()
    right = 0
    with torch.no_grad():
        for x, y in val_loader:
            right += (classifier(x).argmax(dim=1) == y).sum().item()
    print(f"epoch {epoch_index} train loss {running_loss:.3f} val accuracy {right / 200:.3f}")
