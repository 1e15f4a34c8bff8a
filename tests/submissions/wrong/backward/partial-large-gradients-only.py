# expect: partial-zero-grad | missing-zero-grad

import torch
import torch.nn as nn
import torch.nn.functional as F


def backward(optimizer, loss):
    for group in optimizer.param_groups:
        for p in group["params"]:
            if p.grad is not None and p.grad.norm() > 1.0:
                p.grad.zero_()
    loss.backward()
