# expect: batches-count-alike
# line: 12
# believes: The mean of the losses is good enough for the gradient and for the number.

import torch
from torch import nn


def accumulated_step(model, loss_fn, optimizer, batches, max_norm):
    optimizer.zero_grad()
    losses = [loss_fn(model(x), y) for x, y in batches]
    loss = torch.stack(losses).mean()
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), max_norm)
    optimizer.step()
    return loss.item()
