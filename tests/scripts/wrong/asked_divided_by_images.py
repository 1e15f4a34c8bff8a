# expect: wrong-mean-loss
# line: 25
# asked: https://github.com/mahmoodlab/PathomicFusion/pull/3
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(1)
x = torch.randn(600, 12)
y = (x[:, :3].sum(1) > 0).long() + (x[:, 3] > 1).long()

train_loader = DataLoader(TensorDataset(x, y), batch_size=30, shuffle=True)


def train(model, optimizer):
    for epoch in range(3):
        loss_epoch = 0
        for batch_idx, (inputs, labels) in enumerate(train_loader):
            loss = nn.functional.cross_entropy(model(inputs), labels)
            loss_epoch += loss.data.item()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        loss_epoch /= len(train_loader.dataset)
        print("[Train] Epoch %d Loss: %.4f" % (epoch, loss_epoch))


net = nn.Sequential(nn.Linear(12, 16), nn.ReLU(), nn.Linear(16, 3))
train(net, torch.optim.Adam(net.parameters()))
