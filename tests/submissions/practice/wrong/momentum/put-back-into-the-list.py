# expect: velocity-not-in-place
# line: 12
# believes: The list belongs to the caller, so a new tensor in its place is a change in place.

import torch


def momentum_step(params, velocity, lr, momentum):
    with torch.no_grad():
        for i, p in enumerate(params):
            if p.grad is not None:
                velocity[i] = momentum * velocity[i] + p.grad
                p -= lr * velocity[i]
