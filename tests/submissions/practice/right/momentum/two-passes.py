from torch import Tensor


def momentum_step(params: list[Tensor], velocity: list[Tensor], lr: float, momentum: float) -> None:
    moving = [i for i, p in enumerate(params) if p.grad is not None]
    for i in moving:
        velocity[i].copy_(velocity[i].mul(momentum).add(params[i].grad))
    for i in moving:
        params[i].data.copy_(params[i].data - velocity[i] * lr)
