# replaces: backward.py
# kind: exhaust
# earns: 0-20
# tries: Loops of TorchScript go on in torch's own threads, which no count of Python's threads sees.
import torch


@torch.jit.script
def for_ever(numbers: torch.Tensor) -> torch.Tensor:
    while bool((numbers > 0).all()):
        numbers = numbers * 1.0
    return numbers


@torch.jit.script
def behind(numbers: torch.Tensor):
    waiting = [torch.jit.fork(for_ever, numbers) for _ in range(8)]
    return len(waiting)


def backward(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()
    behind(torch.ones(400, 400))
