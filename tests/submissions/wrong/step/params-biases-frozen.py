# expect: missing-parameters

import torch
import torch.nn as nn
import torch.nn.functional as F


def make_optimizer(model, lr=0.1):
    for name, p in model.named_parameters():
        if name.endswith("bias"):
            p.requires_grad = False
    return torch.optim.SGD(filter(lambda p: p.requires_grad, model.parameters()), lr=lr)


def step(optimizer):
    optimizer.step()

