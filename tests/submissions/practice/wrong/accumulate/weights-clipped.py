# expect: weights-clipped
# line: 19
# believes: clip_grad_norm_ takes what is to be shortened; any tensors will do.

import torch


def accumulated_step(model, loss_fn, optimizer, batches, max_norm):
    optimizer.zero_grad()
    n = sum(len(y) for _, y in batches)
    total = 0.0
    for x, y in batches:
        loss = loss_fn(model(x), y) * len(y) / n
        loss.backward()
        total += loss.item()
    optimizer.step()
    with torch.no_grad():
        for p in model.parameters():
            p.clamp_(-max_norm, max_norm)
    return total
