# expect: eval-mode-missing
# line: 32
import torch
from torch import nn
from torch.utils.data import DataLoader, Dataset
class D(Dataset):
    def __init__(self, n, seed):
        g = torch.Generator().manual_seed(seed)
        self.x = torch.randn(n, 8, generator=g); self.y = (self.x[:, 0] > 0).long()
    def __len__(self): return len(self.x)
    def __getitem__(self, i): return {"input_ids": self.x[i], "labels": self.y[i]}
class M(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(8, 16), nn.ReLU(), nn.Dropout(0.5), nn.Linear(16, 2))
    def forward(self, input_ids, labels=None):
        out = self.net(input_ids)
        return {"loss": nn.functional.cross_entropy(out, labels), "logits": out}
torch.manual_seed(0)
train_dl = DataLoader(D(400, 0), 20, shuffle=True); eval_dl = DataLoader(D(100, 1), 20)
model = M(); optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
for epoch in range(3):
    model.train()
    for batch in train_dl:
        optimizer.zero_grad()
        out = model(**batch)
        out["loss"].backward()
        optimizer.step()
    right = 0
    with torch.no_grad():
        for batch in eval_dl:
            logits = model(**batch)["logits"]
            right += (logits.argmax(1) == batch["labels"]).sum().item()
    print("acc", right / 100)
