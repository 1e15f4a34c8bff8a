import logging
import math


def backward(optimizer, loss):
    """Clear first, whatever is logged in between."""
    try:
        optimizer.zero_grad()
        logging.info("loss %.3f", loss.item())
    finally:
        loss.backward()
    norm = math.sqrt(
        math.fsum(
            p.grad.pow(2).sum().item()
            for g in optimizer.param_groups
            for p in g["params"]
            if p.grad is not None
        )
    )
    print(f"gradient norm {norm:.3f}")
    return norm
