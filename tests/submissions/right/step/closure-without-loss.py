from dataclasses import asdict, dataclass

from torch.optim import SGD


@dataclass(frozen=True)
class Plain:
    momentum: float = 0.0
    dampening: float = 0.0
    weight_decay: float = 0.0
    nesterov: bool = False
    maximize: bool = False


def make_optimizer(model, lr=0.1):
    return SGD((p for _, p in model.named_parameters()), lr=lr, **asdict(Plain()))


def step(optimizer):
    optimizer.step(lambda: None)
