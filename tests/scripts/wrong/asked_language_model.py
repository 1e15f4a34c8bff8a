# expect: softmax-before-loss
# line: 26
# asked: https://github.com/bkitano/llama-from-scratch/issues/5
import torch
from torch import nn
from torch.nn import functional as F

torch.manual_seed(2)
text = torch.tensor([ord(c) % 20 for c in "the quick brown fox jumps over the lazy dog " * 40])


def get_batch(size, length):
    starts = torch.randint(0, len(text) - length - 1, (size,))
    x = torch.stack([text[i : i + length] for i in starts])
    return x, torch.stack([text[i + 1 : i + length + 1] for i in starts])


class Broken(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(20, 16)
        self.linear = nn.Sequential(nn.Linear(16, 16), nn.ReLU(), nn.Linear(16, 20))

    def forward(self, idx, targets=None):
        a = self.linear(self.embedding(idx))
        logits = F.softmax(a, dim=-1)
        if targets is None:
            return logits, None
        return logits, F.cross_entropy(logits.view(-1, 20), targets.view(-1))


model = Broken()
optimizer = torch.optim.Adam(model.parameters())
for step in range(60):
    optimizer.zero_grad()
    xs, ys = get_batch(16, 8)
    logits, loss = model(xs, targets=ys)
    loss.backward()
    optimizer.step()
    if step % 20 == 0:
        print(step, loss.item())
