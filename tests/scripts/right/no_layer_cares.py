import torch
from torch import nn

torch.manual_seed(0)
X = torch.randn(400, 8)
y = (X[:, 0] * X[:, 1] > 0).float()
X_train, X_test = X[:300], X[300:]
y_train, y_test = y[:300], y[300:]
model = nn.Sequential(nn.Linear(8, 32), nn.ReLU(), nn.Linear(32, 1))
loss_fn = nn.BCEWithLogitsLoss()
optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
batch = 30
for epoch in range(20):
    model.train()
    order = torch.randperm(300)
    epoch_loss = 0.0
    for i in range(0, 300, batch):
        index = order[i : i + batch]
        logits = model(X_train[index]).squeeze(1)
        loss = loss_fn(logits, y_train[index])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        epoch_loss += loss.item()
    if epoch % 5 == 0:
        with torch.no_grad():
            accuracy = ((model(X_test).squeeze(1) > 0).float() == y_test).float().mean()
        print(f"epoch {epoch}: mean loss {epoch_loss / 10:.4f} test acc {accuracy:.3f}")
