# expect: wrong-mean-loss
# line: 31
# asked: https://github.com/pytorch/tutorials/issues/179
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(1)
x = torch.randn(600, 12)
y = (x[:, :3].sum(1) > 0).long() + (x[:, 3] > 1).long()

sets = {"train": TensorDataset(x[:400], y[:400]), "val": TensorDataset(x[400:], y[400:])}
loaders = {name: DataLoader(part, batch_size=10, shuffle=True) for name, part in sets.items()}
model = nn.Sequential(nn.Linear(12, 16), nn.ReLU(), nn.Linear(16, 3))
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.9)

for epoch in range(2):
    for phase in ["train", "val"]:
        model.train(phase == "train")
        running_loss = 0.0
        for inputs, labels in loaders[phase]:
            optimizer.zero_grad()
            with torch.set_grad_enabled(phase == "train"):
                loss = criterion(model(inputs), labels)
                if phase == "train":
                    loss.backward()
                    optimizer.step()
            running_loss += loss.item()
        epoch_loss = running_loss / len(sets[phase])
        print(f"{phase} Loss: {epoch_loss:.4f}")
