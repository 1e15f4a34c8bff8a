# expect: missing-parameters
# line: 48
# asked: https://github.com/zjunlp/HVPNeT/issues/5
from dataclasses import dataclass

import torch
from torch import nn
from torch.optim.lr_scheduler import LambdaLR
from torch.utils.data import DataLoader, TensorDataset


@dataclass
class TaggerOutput:
    loss: torch.Tensor
    logits: torch.Tensor


class TokenTagger(nn.Module):
    def __init__(self, vocab=40, d=24, tags=4):
        super().__init__()
        self.embeddings = nn.Embedding(vocab, d)
        layer = nn.TransformerEncoderLayer(d, 2, 48, dropout=0.1, batch_first=True)
        self.encoder = nn.TransformerEncoder(layer, 1, enable_nested_tensor=False)
        self.fc = nn.Linear(d, tags)

    def forward(self, input_ids, labels=None):
        logits = self.fc(self.encoder(self.embeddings(input_ids)))
        loss = nn.functional.cross_entropy(logits.transpose(1, 2), labels) if labels is not None else None
        return TaggerOutput(loss, logits)


class BertTrainer:
    def __init__(self, model, train_data, dev_data, epochs=3, lr=1e-3):
        self.model, self.epochs, self.lr = model, epochs, lr
        self.train_data, self.dev_data = train_data, dev_data

    def multimodal_before_train(self):
        parameters = []
        params = {"lr": self.lr, "weight_decay": 1e-2, "params": []}
        for name, param in self.model.named_parameters():
            if "embeddings" in name or "encoder" in name:
                params["params"].append(param)
        parameters.append(params)
        params = {"lr": 5e-2, "weight_decay": 1e-2, "params": []}
        for name, param in self.model.named_parameters():
            if name.startswith("fc"):
                params["params"].append(param)
        self.optimizer = torch.optim.AdamW(parameters)
        total = self.epochs * len(self.train_data)
        self.scheduler = LambdaLR(self.optimizer, lambda s: max(0.0, 1 - s / total))

    def train(self):
        self.multimodal_before_train()
        for epoch in range(self.epochs):
            self.model.train()
            for input_ids, labels in self.train_data:
                output = self.model(input_ids, labels=labels)
                output.loss.backward()
                self.optimizer.step()
                self.scheduler.step()
                self.optimizer.zero_grad()
            self.evaluate(epoch)

    def evaluate(self, epoch):
        self.model.eval()
        right = total = 0
        with torch.no_grad():
            for input_ids, labels in self.dev_data:
                guess = self.model(input_ids).logits.argmax(-1)
                right += (guess == labels).sum().item()
                total += labels.numel()
        print(f"epoch {epoch} dev accuracy {right / total:.4f}")


if __name__ == "__main__":
    torch.manual_seed(8)
    ids = torch.randint(0, 40, (500, 10))
    tags = (ids + ids.roll(1, dims=1)) % 4
    train = DataLoader(TensorDataset(ids[:400], tags[:400]), batch_size=20, shuffle=True)
    dev = DataLoader(TensorDataset(ids[400:], tags[400:]), batch_size=20)
    BertTrainer(TokenTagger(), train, dev).train()
