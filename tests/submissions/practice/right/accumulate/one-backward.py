# The graphs of all pieces are kept until one backward.

from torch import nn


def accumulated_step(model, loss_fn, optimizer, batches, max_norm):
    count = sum(len(y) for _, y in batches)
    loss = sum(len(y) * loss_fn(model(x), y) for x, y in batches) / count
    optimizer.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), max_norm)
    optimizer.step()
    return loss.item()
