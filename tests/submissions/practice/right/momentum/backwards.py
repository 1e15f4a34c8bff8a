import torch


def momentum_step(params, velocity, lr, momentum):
    """Clears nothing, returns nothing; the last weight first."""
    grad_was_on = torch.is_grad_enabled()
    torch.set_grad_enabled(False)
    try:
        for w, v in list(zip(params, velocity))[::-1]:
            if w.grad is not None:
                v *= momentum
                v += w.grad.detach().clone()
                w -= v * lr
    finally:
        torch.set_grad_enabled(grad_was_on)
