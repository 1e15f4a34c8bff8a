# expect: batches-count-alike
# line: 14
# believes: Dividing by the number of batches makes the mean of all.
# source: https://github.com/keras-team/keras/issues/20241

import torch
from torch import nn


def accumulated_step(model, loss_fn, optimizer, batches, max_norm):
    optimizer.zero_grad()
    total = 0.0
    for x, y in batches:
        loss = loss_fn(model(x), y) / len(batches)
        loss.backward()
        total += loss.item()
    torch.nn.utils.clip_grad_norm_(model.parameters(), max_norm)
    optimizer.step()
    return total
