# expect: wrong-gradients

import torch
import torch.nn as nn
import torch.nn.functional as F


def backward(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()
    for g in optimizer.param_groups:
        torch.nn.utils.clip_grad_value_(g["params"], 1.0)
