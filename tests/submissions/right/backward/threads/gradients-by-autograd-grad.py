# source: https://github.com/qianjinhao/circle-loss/issues/4

import torch


def backward(optimizer, loss):
    params = [p for g in optimizer.param_groups for p in g["params"]]
    grads = torch.autograd.grad(loss, params, allow_unused=True)
    for p, g in zip(params, grads):
        p.grad = g
