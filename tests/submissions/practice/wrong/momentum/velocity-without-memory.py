# expect: velocity-forgotten
# line: 12 | 13
# believes: The momentum scales what is new.

import torch


def momentum_step(params, velocity, lr, momentum):
    with torch.no_grad():
        for w, v in zip(params, velocity):
            if w.grad is not None:
                v.zero_()
                v.add_(w.grad)
                w.add_(v, alpha=-lr)
