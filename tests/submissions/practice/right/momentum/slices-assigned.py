import torch


def momentum_step(params, velocity, lr, momentum):
    for i, p in enumerate(params):
        if p.grad is None:
            continue
        velocity[i][...] = momentum * velocity[i] + p.grad
        with torch.inference_mode(False), torch.set_grad_enabled(False):
            p[...] = p - lr * velocity[i]
