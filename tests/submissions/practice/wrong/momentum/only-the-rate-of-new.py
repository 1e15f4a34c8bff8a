# expect: velocity-kept-beside
# line: 14
# believes: The velocity is for the record.

import torch


def momentum_step(params, velocity, lr, momentum):
    with torch.no_grad():
        for i, w in enumerate(params):
            if w.grad is None:
                continue
            velocity[i].mul_(momentum).add_(w.grad)
            w.sub_(w.grad, alpha=lr)
