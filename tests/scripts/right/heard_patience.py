import copy

import torch
from sklearn.datasets import load_diabetes
from sklearn.model_selection import train_test_split
from torch import nn


class EarlyStopping:
    def __init__(self, patience=3, min_delta=0.0):
        self.patience, self.min_delta = patience, min_delta
        self.best_loss, self.best_model, self.counter = None, None, 0
        self.status = ""

    def __call__(self, model, val_loss):
        if self.best_loss is None or self.best_loss - val_loss > self.min_delta:
            self.best_loss, self.counter = val_loss, 0
            self.best_model = copy.deepcopy(model.state_dict())
        else:
            self.counter += 1
        self.status = f"{self.counter}/{self.patience}"
        return self.counter >= self.patience


torch.manual_seed(0)
X, y = load_diabetes(return_X_y=True)
X_tr, X_va, y_tr, y_va = train_test_split(X, y, test_size=0.25, random_state=2)
mu, sd = y_tr.mean(), y_tr.std()
X_tr, X_va = (torch.tensor(a, dtype=torch.float32) for a in (X_tr, X_va))
y_tr, y_va = (torch.tensor((a - mu) / sd, dtype=torch.float32).view(-1, 1) for a in (y_tr, y_va))

net = nn.Sequential(nn.Linear(10, 32), nn.SELU(), nn.AlphaDropout(0.1), nn.Linear(32, 1))
optimizer = torch.optim.Adam(net.parameters(), lr=1e-2)
scheduler = torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer, patience=1, factor=0.5)
loss_fn = nn.MSELoss()
stopping = EarlyStopping()
epoch, done = 0, False
while epoch < 25 and not done:
    epoch += 1
    net.train()
    for rows in torch.randperm(len(X_tr)).split(32):
        loss = loss_fn(net(X_tr[rows]), y_tr[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    net.eval()
    with torch.no_grad():
        vloss = loss_fn(net(X_va), y_va).item()
    scheduler.step(vloss)
    done = stopping(net, vloss)
    print(f"Epoch: {epoch}, tloss: {loss.item():.4f}, vloss: {vloss:.4f}, {stopping.status}")
net.load_state_dict(stopping.best_model)
