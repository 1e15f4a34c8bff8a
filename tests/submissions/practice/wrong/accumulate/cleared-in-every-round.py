# expect: cleared-between-batches
# line: 12
# believes: zero_grad belongs at the top of every loop over batches.

from torch import nn


def accumulated_step(model, loss_fn, optimizer, batches, max_norm):
    n = sum(y.shape[0] for _, y in batches)
    total = 0.0
    for x, y in batches:
        optimizer.zero_grad()
        loss = loss_fn(model(x), y) * y.shape[0] / n
        loss.backward()
        total += loss.item()
    nn.utils.clip_grad_norm_(model.parameters(), max_norm)
    optimizer.step()
    return total
