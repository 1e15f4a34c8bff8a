# expect: rate-in-the-velocity
# line: 14
# believes: The velocity is what the weight moves by, so the rate belongs in it.
# source: https://0xeljh.com/posts/classic-sgd

import torch


def momentum_step(params, velocity, lr, momentum):
    with torch.no_grad():
        for p, v in zip(params, velocity):
            if p.grad is None:
                continue
            v.mul_(momentum).add_(lr * p.grad)
            p.sub_(v)
