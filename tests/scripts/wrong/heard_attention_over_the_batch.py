# expect: wrong-softmax-dim
# line: 15
import torch
import torch.nn as nn
from torch.utils.data import DataLoader, TensorDataset


class AttentionPooling(nn.Module):
    def __init__(self, dim):
        super().__init__()
        self.score = nn.Linear(dim, 1)

    def forward(self, states):
        scores = self.score(states).squeeze(-1)
        weights = torch.softmax(scores, dim=0)
        return (weights.unsqueeze(-1) * states).sum(dim=1)


class ReviewModel(nn.Module):
    def __init__(self, vocab=60, dim=20):
        super().__init__()
        self.embed = nn.Embedding(vocab, dim)
        self.rnn = nn.LSTM(dim, dim, batch_first=True)
        self.pool = AttentionPooling(dim)
        self.out = nn.Linear(dim, 2)

    def forward(self, tokens):
        states, _ = self.rnn(self.embed(tokens))
        return self.out(self.pool(states))


torch.manual_seed(14)
tokens = torch.randint(0, 60, (520, 15))
labels = (tokens < 8).any(dim=1).long()
train_dl = DataLoader(TensorDataset(tokens[:400], labels[:400]), batch_size=20, shuffle=True)
valid_dl = DataLoader(TensorDataset(tokens[400:], labels[400:]), batch_size=20)
model = ReviewModel()
optimizer = torch.optim.Adam(model.parameters(), lr=4e-3)
loss_function = nn.CrossEntropyLoss()
for epoch in range(3):
    model.train()
    for batch, answer in train_dl:
        model.zero_grad()
        loss = loss_function(model(batch), answer)
        loss.backward()
        optimizer.step()
    model.eval()
    with torch.inference_mode():
        right = sum((model(b).argmax(1) == a).sum().item() for b, a in valid_dl)
    print(f"{epoch}: {right / 120:.3f}")
