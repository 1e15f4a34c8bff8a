import numpy as np
import torch
from sklearn.datasets import load_wine
from sklearn.model_selection import StratifiedKFold
from sklearn.preprocessing import StandardScaler
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


def reset(n_features):
    torch.manual_seed(0)
    net = nn.Sequential(nn.Linear(n_features, 24), nn.BatchNorm1d(24), nn.ReLU(), nn.Dropout(0.3), nn.Linear(24, 3))
    return net, torch.optim.Adam(net.parameters(), lr=5e-3)


def as_set(X, y):
    return TensorDataset(torch.tensor(X, dtype=torch.float32), torch.tensor(y))


X, y = load_wine(return_X_y=True)
results = []
for fold, (train_ids, test_ids) in enumerate(StratifiedKFold(5, shuffle=True, random_state=3).split(X, y)):
    scaler = StandardScaler().fit(X[train_ids])
    train_loader = DataLoader(as_set(scaler.transform(X[train_ids]), y[train_ids]), 16, shuffle=True, drop_last=True)
    test_loader = DataLoader(as_set(scaler.transform(X[test_ids]), y[test_ids]), 16)
    network, optimizer = reset(X.shape[1])
    loss_function = nn.CrossEntropyLoss()
    for epoch in range(6):
        network.train()
        current_loss = 0.0
        for inputs, targets in train_loader:
            optimizer.zero_grad()
            loss = loss_function(network(inputs), targets)
            loss.backward()
            optimizer.step()
            current_loss += loss.item()
    network.eval()
    correct = total = 0
    with torch.no_grad():
        for inputs, targets in test_loader:
            predicted = network(inputs).max(1)[1]
            total += targets.size(0)
            correct += (predicted == targets).sum().item()
    results.append(100.0 * correct / total)
    print(f"Accuracy for fold {fold}: {results[-1]:.1f} %")
print(f"Average: {np.mean(results):.1f} %")
