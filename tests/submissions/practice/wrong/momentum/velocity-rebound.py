# expect: velocity-not-in-place
# line: 12
# believes: v = ... changes the tensor in the list.

import torch


def momentum_step(params, velocity, lr, momentum):
    with torch.no_grad():
        for p, v in zip(params, velocity):
            if p.grad is not None:
                v = momentum * v + p.grad
                p -= lr * v
