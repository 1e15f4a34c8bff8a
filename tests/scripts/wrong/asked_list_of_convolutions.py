# expect: missing-parameters
# line: 26
# asked: https://github.com/pytorch/pytorch/issues/1053
import torch
from torch import nn

torch.manual_seed(9)
words = torch.randint(0, 50, (300, 10))
labels = (words < 10).any(1).long()


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.words = nn.Embedding(50, 12)
        self.conv1d = [nn.Conv1d(12, 4, 3), nn.Conv1d(12, 4, 4), nn.Conv1d(12, 4, 5)]
        self.out = nn.Linear(12, 2)

    def forward(self, ids):
        x = self.words(ids).transpose(1, 2)
        found = [torch.relu(conv(x)).amax(2) for conv in self.conv1d]
        return self.out(torch.cat(found, 1))


net = Net()
optimizer = torch.optim.Adam(net.parameters())
for epoch in range(3):
    for i in range(0, 300, 30):
        loss = nn.functional.cross_entropy(net(words[i : i + 30]), labels[i : i + 30])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    print(epoch, loss.item())
