from collections import namedtuple

import torch
from torch import nn
from torch.optim.lr_scheduler import LambdaLR
from torch.utils.data import DataLoader, Dataset

Output = namedtuple("Output", "loss logits")


class Pairs(Dataset):
    def __init__(self, n, seed):
        g = torch.Generator().manual_seed(seed)
        self.ids = torch.randint(3, 50, (n, 14), generator=g)
        self.ids[:, 0] = 1
        self.mask = torch.ones_like(self.ids)
        self.mask[::3, 10:] = 0
        self.labels = ((self.ids * self.mask).sum(1) % 2).long()

    def __len__(self):
        return len(self.ids)

    def __getitem__(self, i):
        return {"input_ids": self.ids[i], "attention_mask": self.mask[i], "labels": self.labels[i]}


class ForSequenceClassification(nn.Module):
    def __init__(self, d=24):
        super().__init__()
        self.embed, self.place = nn.Embedding(50, d), nn.Embedding(14, d)
        layer = nn.TransformerEncoderLayer(d, 4, 48, 0.1, batch_first=True)
        self.encoder = nn.TransformerEncoder(layer, 2, enable_nested_tensor=False)
        self.dropout, self.classifier = nn.Dropout(0.1), nn.Linear(d, 2)

    def forward(self, input_ids, attention_mask, labels=None):
        h = self.embed(input_ids) + self.place.weight[: input_ids.size(1)]
        h = self.encoder(h, src_key_padding_mask=attention_mask == 0)
        logits = self.classifier(self.dropout(h[:, 0]))
        loss = None if labels is None else nn.CrossEntropyLoss()(logits, labels)
        return Output(loss, logits)


def linear_warmup(optimizer, warmup, total):
    def rate(step):
        return step / warmup if step < warmup else max(0.0, (total - step) / (total - warmup))

    return LambdaLR(optimizer, rate)


torch.manual_seed(42)
train_loader = DataLoader(Pairs(600, 0), batch_size=30, shuffle=True)
eval_loader = DataLoader(Pairs(150, 1), batch_size=30)
model = ForSequenceClassification()
no_decay = ["bias", "norm"]
groups = [
    {"params": [p for n, p in model.named_parameters() if not any(k in n for k in no_decay)], "weight_decay": 0.01},
    {"params": [p for n, p in model.named_parameters() if any(k in n for k in no_decay)], "weight_decay": 0.0},
]
optimizer = torch.optim.AdamW(groups, lr=2e-3)
epochs = 3
scheduler = linear_warmup(optimizer, 6, epochs * len(train_loader))
for epoch in range(epochs):
    model.train()
    total_train_loss = 0
    for batch in train_loader:
        model.zero_grad()
        output = model(**batch)
        total_train_loss += output.loss.item()
        output.loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        scheduler.step()
    print(f"  Average training loss: {total_train_loss / len(train_loader):.2f}")
    model.eval()
    total_eval_accuracy = total_eval_loss = 0
    for batch in eval_loader:
        with torch.no_grad():
            output = model(**batch)
        total_eval_loss += output.loss.item()
        total_eval_accuracy += (output.logits.argmax(1) == batch["labels"]).float().mean().item()
    print(f"  Accuracy: {total_eval_accuracy / len(eval_loader):.2f}")
    print(f"  Validation Loss: {total_eval_loss / len(eval_loader):.2f}")
