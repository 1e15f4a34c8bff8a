import torch


@torch.no_grad()
def momentum_step(params, velocity, lr, momentum):
    moving = [(p, v) for p, v in zip(params, velocity) if p.grad is not None]
    torch._foreach_mul_([v for _, v in moving], momentum)
    torch._foreach_add_([v for _, v in moving], [p.grad for p, _ in moving])
    for p, v in moving:
        p.add_(v, alpha=-lr)
