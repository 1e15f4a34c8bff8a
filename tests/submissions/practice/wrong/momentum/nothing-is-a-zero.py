# expect: missing-gradient-is-zero
# line: 11
# believes: No gradient is a gradient of zero.

import torch


def momentum_step(params, velocity, lr, momentum):
    with torch.no_grad():
        for w, v in zip(params, velocity):
            g = w.grad if w.grad is not None else torch.zeros_like(w)
            v.mul_(momentum).add_(g)
            w.sub_(v, alpha=lr)
