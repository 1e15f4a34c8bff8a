# right because: torch.autograd.backward is what loss.backward calls
import torch


def backward(optimizer, loss):
    optimizer.zero_grad()
    torch.autograd.backward(loss)
