# expect: eval-mode-missing
# line: 54
# asked: https://github.com/pliang279/MultiBench/issues/26
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset, random_split

torch.manual_seed(9)
vision, audio = torch.randn(700, 12), torch.randn(700, 6)
label = ((vision[:, 0] + audio[:, 0]) > 0).long()
train_part, valid_part = random_split(TensorDataset(vision, audio, label), [500, 200])
train_dataloader = DataLoader(train_part, batch_size=20, shuffle=True)
valid_dataloader = DataLoader(valid_part, batch_size=20)


class MMDL(nn.Module):
    def __init__(self, encoders, head):
        super().__init__()
        self.encoders = nn.ModuleList(encoders)
        self.head = head

    def forward(self, inputs):
        return self.head(torch.cat([encoder(x) for encoder, x in zip(self.encoders, inputs)], dim=1))


def encoder_of(n):
    return nn.Sequential(nn.Linear(n, 24), nn.BatchNorm1d(24), nn.ReLU(), nn.Dropout(0.4))


def deal_with_objective(objective, pred, truth):
    return objective(pred, truth)


def train(model, train_dataloader, valid_dataloader, total_epochs, lr=1e-3):
    op = torch.optim.RMSprop(model.parameters(), lr=lr, weight_decay=0.01)
    objective = nn.CrossEntropyLoss()
    best_acc = 0.0
    for epoch in range(total_epochs):
        totalloss, totals = 0.0, 0
        model.train()
        for *inputs, truth in train_dataloader:
            op.zero_grad()
            loss = deal_with_objective(objective, model(inputs), truth)
            totalloss += loss.item() * len(truth)
            totals += len(truth)
            loss.backward()
            op.step()
        print("Epoch " + str(epoch) + " train loss: " + str(totalloss / totals))
        model.eval()
        with torch.no_grad():
            correct, seen = 0, 0
            for *inputs, truth in valid_dataloader:
                model.train()
                out = model(inputs)
                correct += (out.argmax(dim=1) == truth).sum().item()
                seen += len(truth)
        acc = correct / seen
        best_acc = max(best_acc, acc)
        print("valid acc: " + str(acc), "best", best_acc)


train(MMDL([encoder_of(12), encoder_of(6)], nn.Linear(48, 2)), train_dataloader, valid_dataloader, 4)
