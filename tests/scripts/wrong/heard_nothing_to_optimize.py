# expect: missing-parameters
# line: 21
# asked: https://github.com/pytorch/pytorch/issues/59925
import torch


class Net(torch.nn.Module):
    def __init__(self, sizes):
        super().__init__()
        self.layers = [torch.nn.Linear(a, b) for a, b in zip(sizes, sizes[1:])]

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = torch.relu(layer(x))
        return self.layers[-1](x)


x = torch.linspace(-2, 2, 200).unsqueeze(1)
y = x.pow(2)
net = Net([1, 16, 16, 1])
optimizer = torch.optim.SGD(net.parameters(), lr=0.05)
for epoch in range(100):
    optimizer.zero_grad()
    loss = torch.nn.functional.mse_loss(net(x), y)
    loss.backward()
    optimizer.step()
print(loss.item())
