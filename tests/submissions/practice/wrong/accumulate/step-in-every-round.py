# expect: step-in-every-batch
# line: 17
# believes: After backward comes step.

from torch import nn


def accumulated_step(model, loss_fn, optimizer, batches, max_norm):
    optimizer.zero_grad()
    n = sum(y.shape[0] for _, y in batches)
    total = 0.0
    for x, y in batches:
        loss = loss_fn(model(x), y) * y.shape[0] / n
        loss.backward()
        total += loss.item()
        nn.utils.clip_grad_norm_(model.parameters(), max_norm)
        optimizer.step()
    return total
