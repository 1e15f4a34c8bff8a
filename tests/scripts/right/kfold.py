import numpy as np
import torch
from sklearn.datasets import load_iris
from sklearn.model_selection import KFold
from torch import nn

X, y = load_iris(return_X_y=True)
X, y = torch.tensor(X, dtype=torch.float32), torch.tensor(y)
X = (X - X.mean(0)) / X.std(0)
scores = []
for fold, (train_index, test_index) in enumerate(KFold(5, shuffle=True, random_state=0).split(X)):
    model = nn.Sequential(nn.Linear(4, 16), nn.ReLU(), nn.Dropout(0.1), nn.Linear(16, 3))
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for epoch in range(40):
        model.train()
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(X[train_index]), y[train_index])
        loss.backward()
        optimizer.step()
    model.eval()
    with torch.no_grad():
        accuracy = (model(X[test_index]).argmax(1) == y[test_index]).float().mean().item()
    scores.append(accuracy)
    print(f"fold {fold}: accuracy {accuracy:.3f}")
print("mean accuracy", np.mean(scores))
