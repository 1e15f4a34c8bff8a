# The share is handed to backward, the gradients are cleared at the end.

import torch
from torch import nn


def accumulated_step(model, loss_fn, optimizer, batches, max_norm):
    count = sum(len(batch[1]) for batch in batches)
    optimizer.zero_grad()
    total = 0.0
    for batch in batches:
        x, y = batch
        loss = loss_fn(model(x), y)
        loss.backward(torch.tensor(len(y) / count))
        total += loss.item() * len(y)
    nn.utils.clip_grad_norm_((p for p in model.parameters()), float(max_norm))
    optimizer.step()
    optimizer.zero_grad()
    return total / count
