# asked: https://github.com/bhanML/Co-teaching/issues/4
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(4)


class MLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.l1, self.l2 = nn.Linear(10, 32), nn.Linear(32, 3)

    def forward(self, x):
        return F.log_softmax(self.l2(F.relu(self.l1(x))), dim=1)


def loss_coteaching(y_1, y_2, t, forget_rate):
    loss_1 = F.cross_entropy(y_1, t, reduction="none")
    loss_2 = F.cross_entropy(y_2, t, reduction="none")
    remember = int((1 - forget_rate) * len(loss_1))
    ind_1 = torch.argsort(loss_1.data)[:remember]
    ind_2 = torch.argsort(loss_2.data)[:remember]
    return F.cross_entropy(y_1[ind_2], t[ind_2]), F.cross_entropy(y_2[ind_1], t[ind_1])


x = torch.randn(700, 10)
clean = x[:, :3].argmax(1)
noisy = torch.where(torch.rand(700) < 0.2, torch.randint(0, 3, (700,)), clean)
train_loader = DataLoader(TensorDataset(x[:600], noisy[:600]), batch_size=50, shuffle=True)
model1, model2 = MLP(), MLP()
optimizer1 = torch.optim.Adam(model1.parameters(), lr=2e-3)
optimizer2 = torch.optim.Adam(model2.parameters(), lr=2e-3)
for epoch in range(4):
    for data, labels in train_loader:
        logits1, logits2 = model1(data), model2(data)
        loss_1, loss_2 = loss_coteaching(logits1, logits2, labels, 0.05 * epoch)
        optimizer1.zero_grad()
        loss_1.backward()
        optimizer1.step()
        optimizer2.zero_grad()
        loss_2.backward()
        optimizer2.step()
    with torch.no_grad():
        scores = [(m(x[600:]).argmax(1) == clean[600:]).float().mean().item() for m in (model1, model2)]
    print(f"epoch {epoch} test accuracy {scores[0]:.3f} {scores[1]:.3f}")
