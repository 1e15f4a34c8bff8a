from typing import NamedTuple

import torch


class Slot(NamedTuple):
    weight: torch.Tensor
    velocity: torch.Tensor

    def step(self, lr, momentum):
        v, w = self.velocity, self.weight.detach()
        v *= momentum
        v += self.weight.grad
        w -= v * lr


def momentum_step(params, velocity, lr, momentum):
    slots = map(Slot, params, velocity)
    moving = filter(lambda slot: slot.weight.grad is not None, slots)
    for slot in moving:
        slot.step(lr, momentum)
