import torch
from torch import nn

torch.manual_seed(1)
x = torch.unsqueeze(torch.linspace(-1, 1, 100), dim=1)
y = x.pow(2) + 0.2 * torch.rand(x.size())


class Net(nn.Module):
    def __init__(self, n_feature, n_hidden, n_output):
        super().__init__()
        self.hidden = nn.Linear(n_feature, n_hidden)
        self.predict = nn.Linear(n_hidden, n_output)

    def forward(self, x):
        x = torch.relu(self.hidden(x))
        return self.predict(x)


net = Net(1, 10, 1)
optimizer = torch.optim.SGD(net.parameters(), lr=0.2)
loss_func = nn.MSELoss()

for t in range(200):
    prediction = net(x)
    loss = loss_func(prediction, y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if t % 50 == 0:
        print(t, "Loss=%.4f" % loss.item())

for p in net.parameters():
    p.requires_grad_(False)
z = torch.zeros(1, 1, requires_grad=True)
search = torch.optim.SGD([z], lr=0.1)
for _ in range(20):
    search.zero_grad()
    (net(z) - 0.5).pow(2).sum().backward()
    search.step()
