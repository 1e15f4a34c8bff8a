# expect: repeated-backward | retained-graph

import torch
import torch.nn as nn
import torch.nn.functional as F


def backward(optimizer, loss):
    optimizer.zero_grad()
    for group in optimizer.param_groups:
        for p in group["params"]:
            loss.backward(retain_graph=True)
