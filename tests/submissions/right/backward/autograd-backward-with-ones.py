# right because: a gradient of one is the starting value that is meant anyway
import torch


def backward(optimizer, loss):
    optimizer.zero_grad()
    torch.autograd.backward([loss], grad_tensors=[torch.ones_like(loss)])
