"""Exercise 1: what backward computes, by your own hand."""

import torch
from torch import Tensor


def linear_backward(inputs: Tensor, weight: Tensor, flow: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Give the gradients of a linear layer, outputs = inputs @ weight.T + bias.

    inputs: float32, shape (N, I), what went in.
    weight: float32, shape (O, I).
    flow: float32, shape (N, O), the gradient of the loss by each output.
    Returns three gradients of the loss: by the inputs, by the weight and by the bias, each in the
    shape of what it belongs to.

    No autograd here: this is what it would do.
    """
    ### BEGIN SOLUTION
    return flow @ weight, flow.T @ inputs, flow.sum(dim=0)
    ### END SOLUTION


def cross_entropy_backward(logits: Tensor, labels: Tensor) -> Tensor:
    """Give the gradient of the mean cross-entropy of a batch by each logit.

    logits: float32, shape (N, C).
    labels: int64, shape (N,), below C.
    Returns the gradient: float32, shape (N, C). The logits themselves stay as they are.

    Each row compares what the model says, as probabilities, with what it should say.
    """
    ### BEGIN SOLUTION
    errors = logits.softmax(dim=1)
    errors[torch.arange(len(labels)), labels] -= 1
    return errors / len(labels)
    ### END SOLUTION
