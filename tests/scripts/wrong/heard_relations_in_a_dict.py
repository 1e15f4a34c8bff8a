# expect: missing-parameters
# line: 39
# asked: https://github.com/pytorch/pytorch/issues/632
import torch
from torch import nn

torch.manual_seed(5)
N, RELATIONS = 240, 3
adjacency = (torch.rand(RELATIONS, N, N) < 0.03).float()
features = torch.randn(N, 10)
labels = ((adjacency[0] @ features)[:, 0] > 0).long()
train_nodes, test_nodes = torch.arange(0, 180), torch.arange(180, 240)


class RelationalLayer(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.own = nn.Linear(n_in, n_out)
        self.by_relation = {r: nn.Linear(n_in, n_out, bias=False) for r in range(RELATIONS)}

    def forward(self, x):
        out = self.own(x)
        for r, layer in self.by_relation.items():
            out = out + adjacency[r] @ layer(x)
        return out


class RGCN(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = RelationalLayer(10, 16)
        self.second = RelationalLayer(16, 2)

    def forward(self, x):
        return self.second(torch.relu(self.first(x)))


model = RGCN()
optimizer = torch.optim.Adam(model.parameters(), lr=0.01, weight_decay=5e-4)
for epoch in range(60):
    model.train()
    optimizer.zero_grad()
    out = model(features)
    loss = nn.functional.cross_entropy(out[train_nodes], labels[train_nodes])
    loss.backward()
    optimizer.step()
    if epoch % 20 == 0:
        model.eval()
        with torch.no_grad():
            prediction = model(features).argmax(1)
        accuracy = (prediction[test_nodes] == labels[test_nodes]).float().mean().item()
        print(f"epoch {epoch:3d} loss {loss.item():.4f} test {accuracy:.4f}")
