import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(0)
n, classes = 200, 3
y = torch.randint(0, classes, (n,))
x = F.one_hot(y, classes).float() + 0.8 * torch.randn(n, classes)
edges = (torch.rand(n, n) < torch.where(y[:, None] == y[None], 0.06, 0.01)).float()
adj = ((edges + edges.t()) > 0).float() + torch.eye(n)
degree = adj.sum(1).rsqrt()
adj = degree[:, None] * adj * degree[None]
order = torch.randperm(n)
train_mask, val_mask, test_mask = (torch.zeros(n, dtype=torch.bool) for _ in range(3))
train_mask[order[:60]], val_mask[order[60:100]], test_mask[order[100:]] = True, True, True


class GCN(nn.Module):
    def __init__(self):
        super().__init__()
        self.w1, self.w2 = nn.Linear(classes, 16, bias=False), nn.Linear(16, classes, bias=False)

    def forward(self, x, adj):
        x = F.relu(adj @ self.w1(x))
        x = F.dropout(x, p=0.5, training=self.training)
        return F.log_softmax(adj @ self.w2(x), dim=1)


model = GCN()
optimizer = torch.optim.Adam(model.parameters(), lr=0.01, weight_decay=5e-4)


def train():
    model.train()
    optimizer.zero_grad()
    F.nll_loss(model(x, adj)[train_mask], y[train_mask]).backward()
    optimizer.step()


@torch.no_grad()
def test():
    model.eval()
    pred = model(x, adj).max(1)[1]
    return [(pred[m] == y[m]).float().mean().item() for m in (train_mask, val_mask, test_mask)]


best_val_acc = test_acc = 0
for epoch in range(1, 61):
    train()
    train_acc, val_acc, tmp_test_acc = test()
    if val_acc > best_val_acc:
        best_val_acc, test_acc = val_acc, tmp_test_acc
    if epoch % 20 == 0:
        print(f"Epoch: {epoch:03d}, Train: {train_acc:.4f}, Val: {best_val_acc:.4f}, Test: {test_acc:.4f}")
