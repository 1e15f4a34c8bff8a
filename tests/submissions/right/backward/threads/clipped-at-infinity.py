# source: https://github.com/VGraphRNN/VGRNN/issues/4

import torch


def backward(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()
    params = [p for g in optimizer.param_groups for p in g["params"]]
    torch.nn.utils.clip_grad_norm_(params, max_norm=float("inf"))
