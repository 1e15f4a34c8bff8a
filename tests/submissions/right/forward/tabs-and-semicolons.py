# right because: tabs, semicolons and backslashes are layout, not behaviour
from torch import nn; import torch

class SimpleNN(nn.Module):
	def __init__(self):
		super().__init__(); self.fc = nn.Linear(784, 10)
	def forward(self, x): return self.fc(torch.flatten(x, 1))

def forward(model, \
	images):
	logits = model(images); return logits
