import torch
import numpy as np


def linear_backward(inputs, weight, flow):
    x, w, f = inputs.detach().numpy(), weight.detach().numpy(), flow.detach().numpy()
    return torch.from_numpy(f @ w), torch.from_numpy(f.T @ x), torch.from_numpy(f.sum(axis=0))


def cross_entropy_backward(logits, labels):
    z = logits.detach().numpy()
    e = np.exp(z - z.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    p[np.arange(len(z)), labels.numpy()] -= 1
    return torch.from_numpy(p / len(z))
