# expect: rate-in-the-velocity
# line: 13
# believes: The velocity is the step itself, so it has the rate in it.

import torch


def momentum_step(params, velocity, lr, momentum):
    with torch.no_grad():
        for i in range(len(params)):
            if params[i].grad is None:
                continue
            velocity[i].mul_(momentum).sub_(lr * params[i].grad)
            params[i].add_(velocity[i])
