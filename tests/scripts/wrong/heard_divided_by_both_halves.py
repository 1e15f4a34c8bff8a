# expect: wrong-mean-loss
# line: 54
# asked: https://github.com/udacity/deep-learning-v2-pytorch/issues/129
import numpy as np
import torch
import torch.nn as nn
from sklearn.datasets import load_digits
from torch.utils.data import DataLoader, TensorDataset
from torch.utils.data.sampler import SubsetRandomSampler

torch.manual_seed(7)
np.random.seed(7)
digits = load_digits()
data = TensorDataset(torch.tensor(digits.data, dtype=torch.float32) / 16, torch.tensor(digits.target))
indices = list(range(len(data)))
np.random.shuffle(indices)
split = int(np.floor(0.2 * len(data)))
train_loader = DataLoader(data, batch_size=20, sampler=SubsetRandomSampler(indices[split:]))
valid_loader = DataLoader(data, batch_size=20, sampler=SubsetRandomSampler(indices[:split]))


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(64, 64)
        self.fc2 = nn.Linear(64, 10)
        self.dropout = nn.Dropout(0.2)

    def forward(self, x):
        return self.fc2(self.dropout(torch.relu(self.fc1(x))))


model = Net()
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.05)
valid_loss_min = np.inf
for epoch in range(5):
    train_loss = 0.0
    valid_loss = 0.0
    model.train()
    for data_, target in train_loader:
        optimizer.zero_grad()
        output = model(data_)
        loss = criterion(output, target)
        loss.backward()
        optimizer.step()
        train_loss += loss.item() * data_.size(0)
    model.eval()
    with torch.no_grad():
        for data_, target in valid_loader:
            valid_loss += criterion(model(data_), target).item() * data_.size(0)
    train_loss = train_loss / len(train_loader.dataset)
    valid_loss = valid_loss / len(valid_loader.dataset)
    print("Epoch: {} \tTraining Loss: {:.6f} \tValidation Loss: {:.6f}".format(epoch + 1, train_loss, valid_loss))
    if valid_loss <= valid_loss_min:
        valid_loss_min = valid_loss
