# expect: ends-at-a-missing-gradient
# line: 12
# believes: Where one gradient is missing, backward has not been called.

import torch


def momentum_step(params, velocity, lr, momentum):
    with torch.no_grad():
        for w, v in zip(params, velocity):
            if w.grad is None:
                return
            v.mul_(momentum).add_(w.grad)
            w.sub_(v * lr)
