# expect: clipped-by-value
# line: 18
# believes: Clipping means that no number of a gradient is larger than the limit.

import torch


def accumulated_step(model, loss_fn, optimizer, batches, max_norm):
    optimizer.zero_grad()
    whole = sum(labels.shape[0] for _, labels in batches)
    value = 0.0
    for inputs, labels in batches:
        share = labels.shape[0] / whole
        loss = share * loss_fn(model(inputs), labels)
        loss.backward()
        value += loss.item()
    for p in model.parameters():
        p.grad.clamp_(-max_norm, max_norm)
    optimizer.step()
    return value
