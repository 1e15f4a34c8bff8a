import torch


def momentum_step(params, velocity, lr, momentum):
    live = [i for i, p in enumerate(params) if p.grad is not None]
    if not live:
        return
    grads = torch.cat([params[i].grad.reshape(-1) for i in live])
    speed = torch.cat([velocity[i].reshape(-1) for i in live])
    speed = momentum * speed + grads
    at = 0
    for i in live:
        count = params[i].numel()
        piece = speed[at : at + count].view_as(params[i])
        velocity[i].copy_(piece)
        params[i].data -= lr * piece
        at += count
