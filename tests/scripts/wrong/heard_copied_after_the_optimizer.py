# expect: weights-unchanged
# line: 16
import copy

import torch
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import KFold
from torch import nn

torch.manual_seed(0)
X, y = load_breast_cancer(return_X_y=True)
X = torch.tensor((X - X.mean(0)) / X.std(0), dtype=torch.float32)
y = torch.tensor(y, dtype=torch.float32).unsqueeze(1)

template = nn.Sequential(nn.Linear(30, 16), nn.ReLU(), nn.Linear(16, 1))
optimizer = torch.optim.Adam(template.parameters(), lr=0.01)
criterion = nn.BCEWithLogitsLoss()

for fold, (train_rows, valid_rows) in enumerate(KFold(4, shuffle=True, random_state=0).split(X)):
    model = copy.deepcopy(template)
    for epoch in range(5):
        model.train()
        for rows in torch.tensor(train_rows)[torch.randperm(len(train_rows))].split(32):
            model.zero_grad()
            loss = criterion(model(X[rows]), y[rows])
            loss.backward()
            optimizer.step()
    model.eval()
    with torch.no_grad():
        hits = ((model(X[valid_rows]) > 0) == (y[valid_rows] > 0.5)).float().mean().item()
    print(f"fold {fold}: accuracy {hits:.3f}")
