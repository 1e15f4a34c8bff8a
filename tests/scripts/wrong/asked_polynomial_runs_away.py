# expect: diverging-learning-rate
# line: 23
# asked: https://discuss.pytorch.org/t/finding-coefficients-of-a-polynomial-through-linear-regression/71751
import torch

torch.manual_seed(6)
points = torch.linspace(2, 5, 10)
inputs = torch.stack([points**2, points], dim=1)
labels = torch.sin(points).unsqueeze(1)


class Net(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = torch.nn.Linear(2, 1)

    def forward(self, x):
        return self.fc1(x)


model = Net()
criterion = torch.nn.MSELoss(reduction="sum")
optimizer = torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.9)
for epoch in range(100):
    optimizer.zero_grad()
    loss = criterion(model(inputs), labels)
    loss.backward()
    optimizer.step()
    if epoch % 10 == 0:
        print(epoch, loss.item())
