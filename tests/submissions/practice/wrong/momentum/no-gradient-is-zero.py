# expect: missing-gradient-is-zero
# line: 10
# believes: A weight without a gradient has a gradient of zero.

import torch


@torch.no_grad()
def momentum_step(params, velocity, lr, momentum):
    grads = [torch.zeros_like(p) if p.grad is None else p.grad for p in params]
    for p, g, v in zip(params, grads, velocity):
        v *= momentum
        v += g
        p -= lr * v
