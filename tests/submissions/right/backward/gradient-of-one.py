# right because: backward starts from one for a single number anyway
import torch


def backward(optimizer, loss):
    optimizer.zero_grad()
    loss.backward(gradient=torch.ones(()))
