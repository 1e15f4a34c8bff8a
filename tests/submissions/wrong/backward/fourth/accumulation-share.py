# expect: wrong-gradients
# line: 15
# believes: The loss must be divided by the number of accumulation steps, even where each batch gets its own update.
"""Exercise 3: in which direction each weight should move."""

from torch import Tensor
from torch.optim import Optimizer

ACCUMULATION_STEPS = 4


def backward(optimizer: Optimizer, loss: Tensor) -> None:
    optimizer.zero_grad()
    # normalize so that the effective batch has the right scale
    loss = loss / ACCUMULATION_STEPS
    loss.backward()
