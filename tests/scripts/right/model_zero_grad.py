import numpy as np
import torch
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from torch import nn
from torch.utils.data import DataLoader, TensorDataset
from tqdm import tqdm


class Model(nn.Module):
    def __init__(self, hidden=32):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Linear(64, hidden),
            nn.BatchNorm1d(hidden),
            nn.ReLU(),
            nn.Linear(hidden, 10),
        )

    def forward(self, x):
        return self.layers(x)


class Trainer:
    def __init__(self, model, train_loader, test_loader, lr=0.01):
        self.model = model
        self.train_loader = train_loader
        self.test_loader = test_loader
        self.criterion = nn.CrossEntropyLoss()
        self.optimizer = torch.optim.Adam(self.model.parameters(), lr=lr)
        self.history = []

    def train_epoch(self):
        self.model.train()
        total, count = 0.0, 0
        for x, y in tqdm(self.train_loader):
            self.model.zero_grad()
            loss = self.criterion(self.model(x), y)
            loss.backward()
            self.optimizer.step()
            total += loss.item() * x.size(0)
            count += x.size(0)
        return total / count

    @torch.no_grad()
    def evaluate(self):
        self.model.eval()
        correct = 0
        for x, y in self.test_loader:
            correct += (self.model(x).argmax(dim=1) == y).sum().item()
        return correct / len(self.test_loader.dataset)

    def fit(self, epochs):
        for epoch in range(epochs):
            loss = self.train_epoch()
            accuracy = self.evaluate()
            self.history.append(loss)
            print(f"epoch {epoch}: mean loss {loss:.4f}, accuracy {accuracy:.3f}")


if __name__ == "__main__":
    digits = load_digits()
    X = (digits.data / 16).astype(np.float32)
    X_train, X_test, y_train, y_test = train_test_split(X, digits.target, random_state=0)
    train_set = TensorDataset(torch.tensor(X_train), torch.tensor(y_train))
    test_set = TensorDataset(torch.tensor(X_test), torch.tensor(y_test))
    trainer = Trainer(Model(), DataLoader(train_set, 32, shuffle=True), DataLoader(test_set, 64))
    trainer.fit(5)
