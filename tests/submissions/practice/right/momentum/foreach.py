import torch


@torch.no_grad()
def momentum_step(params, velocity, lr, momentum):
    pairs = [(p, v) for p, v in zip(params, velocity) if p.grad is not None]
    if not pairs:
        return
    weights, speeds = map(list, zip(*pairs))
    torch._foreach_mul_(speeds, momentum)
    torch._foreach_add_(speeds, [w.grad for w in weights])
    torch._foreach_add_(weights, speeds, alpha=-lr)
