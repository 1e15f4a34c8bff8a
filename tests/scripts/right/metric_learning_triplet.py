import torch
from torch import nn
from torch.utils.data import DataLoader, Dataset

torch.manual_seed(0)
points = torch.randn(200, 6) + torch.arange(200).remainder(4).unsqueeze(1)
kinds = torch.arange(200).remainder(4)


class Triplets(Dataset):
    def __len__(self):
        return len(points)

    def __getitem__(self, i):
        same = (i + 4) % 200
        other = (i + 1) % 200
        return points[i], points[same], points[other]


loader = DataLoader(Triplets(), batch_size=20, shuffle=True)
net = nn.Sequential(nn.Linear(6, 16), nn.ReLU(), nn.Linear(16, 4))
criterion = nn.TripletMarginLoss()
optimizer = torch.optim.SGD(net.parameters(), lr=0.05, momentum=0.9)
for epoch in range(4):
    total = 0.0
    for anchor, positive, negative in loader:
        optimizer.zero_grad()
        loss = criterion(net(anchor), net(positive), net(negative))
        loss.backward()
        optimizer.step()
        total += loss.item()
    print(f"Epoch {epoch}, Average Loss: {total / len(loader):.4f}")
