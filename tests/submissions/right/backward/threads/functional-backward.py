# source: https://programmerah.com/solved-runtimeerror-trying-to-backward-through-the-graph-a-second-time-28387/

import torch


def backward(optimizer, loss):
    optimizer.zero_grad()
    torch.autograd.backward([loss])
