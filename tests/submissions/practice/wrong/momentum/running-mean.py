# expect: velocity-dampened
# line: 12
# believes: The new velocity is a mean of old and new, so the shares add up to 1.

import torch


def momentum_step(params, velocity, lr, momentum):
    with torch.no_grad():
        for w, v in zip(params, velocity):
            if w.grad is not None:
                v.copy_(momentum * v + (1 - momentum) * w.grad)
                w.add_(v, alpha=-lr)
