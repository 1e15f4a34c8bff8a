import random

import torch
import torch.nn.functional as F
from sklearn.datasets import load_digits
from torch import nn, optim
from torch.utils.data import DataLoader, Dataset


class SiameseNetworkDataset(Dataset):
    def __init__(self, images, labels):
        self.images, self.labels = images, labels
        self.by_label = {d: (labels == d).nonzero().flatten().tolist() for d in range(10)}

    def __getitem__(self, index):
        label = int(self.labels[index])
        same = random.randint(0, 1)
        if same:
            other = random.choice(self.by_label[label])
        else:
            other = random.choice(self.by_label[(label + random.randint(1, 9)) % 10])
        return self.images[index], self.images[other], torch.tensor([float(not same)])

    def __len__(self):
        return len(self.images)


class SiameseNetwork(nn.Module):
    def __init__(self):
        super().__init__()
        self.cnn1 = nn.Sequential(nn.Conv2d(1, 8, 3), nn.ReLU(inplace=True), nn.BatchNorm2d(8), nn.Dropout2d(0.1))
        self.fc1 = nn.Sequential(nn.Linear(8 * 36, 32), nn.ReLU(inplace=True), nn.Linear(32, 5))

    def forward_once(self, x):
        return self.fc1(self.cnn1(x).flatten(1))

    def forward(self, input1, input2):
        return self.forward_once(input1), self.forward_once(input2)


class ContrastiveLoss(nn.Module):
    def __init__(self, margin=2.0):
        super().__init__()
        self.margin = margin

    def forward(self, output1, output2, label):
        distance = F.pairwise_distance(output1, output2, keepdim=True)
        return torch.mean((1 - label) * distance.pow(2) + label * torch.clamp(self.margin - distance, min=0.0).pow(2))


random.seed(0)
torch.manual_seed(0)
digits = load_digits()
images = torch.tensor(digits.images, dtype=torch.float32).unsqueeze(1) / 16
labels = torch.tensor(digits.target)
train_dataloader = DataLoader(SiameseNetworkDataset(images[:1400], labels[:1400]), shuffle=True, batch_size=64)
test_dataloader = DataLoader(SiameseNetworkDataset(images[1400:], labels[1400:]), batch_size=64)

net = SiameseNetwork()
criterion = ContrastiveLoss()
optimizer = optim.Adam(net.parameters(), lr=0.0005)
counter, loss_history = [], []
for epoch in range(3):
    net.train()
    for i, (img0, img1, label) in enumerate(train_dataloader):
        optimizer.zero_grad()
        output1, output2 = net(img0, img1)
        loss_contrastive = criterion(output1, output2, label)
        loss_contrastive.backward()
        optimizer.step()
        if i % 10 == 0:
            loss_history.append(loss_contrastive.item())
    print(f"Epoch number {epoch}\n Current loss {loss_contrastive.item()}\n")
net.eval()
with torch.no_grad():
    gaps = [F.pairwise_distance(*net(a, b)) for a, b, _ in test_dataloader]
print("mean distance", torch.cat(gaps).mean().item())
