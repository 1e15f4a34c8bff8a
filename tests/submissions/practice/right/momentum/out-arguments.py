import torch


def momentum_step(params, velocity, lr, momentum):
    for p, v in zip(params, velocity):
        g = p.grad
        if g is not None:
            torch.add(g, v, alpha=momentum, out=v)
            p.detach().add_(v, alpha=-lr)
