import torch
from torch import nn

torch.manual_seed(0)
text = "the quick brown fox jumps over the lazy dog and runs away from the dog again " * 4
chars = sorted(set(text))
ids = torch.tensor([chars.index(c) for c in text])


class CharRNN(nn.Module):
    def __init__(self, size, hidden=32):
        super().__init__()
        self.embed = nn.Embedding(size, hidden)
        self.rnn = nn.GRU(hidden, hidden)
        self.out = nn.Linear(hidden, size)
        self.out.weight = self.embed.weight

    def forward(self, x, h=None):
        out, h = self.rnn(self.embed(x).unsqueeze(1), h)
        return self.out(out.squeeze(1)), h


model = CharRNN(len(chars))
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
criterion = nn.CrossEntropyLoss()
for epoch in range(2):
    hidden = None
    for start in range(0, len(ids) - 26, 25):
        inputs, targets = ids[start : start + 25], ids[start + 1 : start + 26]
        logits, hidden = model(inputs, hidden)
        hidden = hidden.detach()
        loss = criterion(logits, targets)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    print("epoch", epoch, "loss", loss.item())
