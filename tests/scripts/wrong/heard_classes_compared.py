# expect: silenced-error
# line: 23
import torch
import torch.nn as nn
from sklearn.datasets import load_iris
from sklearn.model_selection import train_test_split

torch.manual_seed(0)
data = load_iris()
train_x, test_x, train_y, test_y = train_test_split(data.data, data.target, test_size=0.3, random_state=0)
train_x, test_x = torch.FloatTensor(train_x), torch.FloatTensor(test_x)
train_y, test_y = torch.FloatTensor(train_y), torch.FloatTensor(test_y)

model = nn.Sequential(nn.Linear(4, 16), nn.ReLU(), nn.Linear(16, 3))
criterion = nn.MSELoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.01)

for epoch in range(100):
    optimizer.zero_grad()
    out = model(train_x)
    predicted = torch.argmax(out, dim=1).float()
    loss = criterion(predicted, train_y)
    loss.requires_grad_(True)
    loss.backward()
    optimizer.step()
    if epoch % 20 == 0:
        print("number of epoch", epoch, "loss", loss.item())

with torch.no_grad():
    print("test accuracy", (model(test_x).argmax(1) == test_y).float().mean().item())
