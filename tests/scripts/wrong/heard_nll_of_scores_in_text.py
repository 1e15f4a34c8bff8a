# expect: wrong-criterion
# line: 52
import torch
from torch import nn
from torch.nn.utils.rnn import pad_sequence
from torch.utils.data import DataLoader

torch.manual_seed(6)
good = "great fine lovely warm bright clever kind".split()
bad = "awful poor cold dull mean broken late".split()
filler = "the a film was this and that it seemed rather".split()
vocabulary = {word: i + 1 for i, word in enumerate(good + bad + filler)}


def sentence(label):
    pool = good if label else bad
    words = [filler[int(torch.randint(len(filler), ()))] for _ in range(int(torch.randint(3, 8, ())))]
    words.insert(int(torch.randint(len(words), ())), pool[int(torch.randint(len(pool), ()))])
    return " ".join(words)


texts = [(sentence(i % 2), i % 2) for i in range(700)]


def collate(batch):
    ids = [torch.tensor([vocabulary[w] for w in text.split()]) for text, _ in batch]
    return pad_sequence(ids, batch_first=True), torch.tensor([label for _, label in batch])


class Sentiment(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(len(vocabulary) + 1, 16, padding_idx=0)
        self.gru = nn.GRU(16, 16, batch_first=True)
        self.fc = nn.Linear(16, 2)

    def forward(self, ids):
        _, hidden = self.gru(self.embedding(ids))
        return self.fc(hidden[-1])


train_iter = DataLoader(texts[:500], batch_size=25, shuffle=True, collate_fn=collate)
valid_iter = DataLoader(texts[500:], batch_size=25, collate_fn=collate)
model = Sentiment()
criterion = nn.NLLLoss()
optimizer = torch.optim.Adam(model.parameters(), lr=5e-3)
for epoch in range(3):
    model.train()
    for ids, label in train_iter:
        optimizer.zero_grad()
        predictions = model(ids)
        loss = criterion(predictions, label)
        loss.backward()
        optimizer.step()
    model.eval()
    with torch.no_grad():
        hits = sum((model(ids).argmax(1) == label).sum().item() for ids, label in valid_iter)
    print(f"epoch {epoch}: valid acc {hits / 200:.3f}")
