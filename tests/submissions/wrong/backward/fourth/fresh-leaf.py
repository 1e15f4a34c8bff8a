# expect: missing-backward
# line: 11 | 12
# believes: A detached loss that requires grad still knows the way back to the weights.
from torch import Tensor
from torch.optim import Optimizer


def backward(optimizer: Optimizer, loss: Tensor) -> None:
    optimizer.zero_grad(set_to_none=True)
    # avoids "backward through the graph a second time"
    fresh = loss.detach().clone().requires_grad_(True)
    fresh.backward()
