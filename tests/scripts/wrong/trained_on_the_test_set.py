# expect: trained-on-test-data
# line: 9
import torch
from torch import nn
from torch.utils.data import DataLoader
from torchvision import datasets, transforms

data = datasets.MNIST("./data", train=False, download=True, transform=transforms.ToTensor())
loader = DataLoader(data, batch_size=128, shuffle=True)


class AutoEncoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(784, 64), nn.ReLU(), nn.Linear(64, 8))
        self.decoder = nn.Sequential(nn.Linear(8, 64), nn.ReLU(), nn.Linear(64, 10))

    def forward(self, x):
        return self.decoder(self.encoder(x))


net = AutoEncoder()
optimizer = torch.optim.Adam(net.parameters(), lr=1e-3, weight_decay=1e-5)
criterion = nn.MSELoss()
for epoch in range(3):
    train_loss = 0.0
    for images, labels in loader:
        images = images.view(images.size(0), -1)
        optimizer.zero_grad()
        outputs = net(images)
        loss = nn.functional.cross_entropy(outputs, labels)
        loss.backward()
        optimizer.step()
        train_loss += loss.item()
    print("Epoch: {} Training Loss: {:.6f}".format(epoch, train_loss / len(loader)))
