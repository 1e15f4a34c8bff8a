# expect: missing-zero-grad
# line: 15
# believes: Accumulating means that gradients are never cleared.

from torch import nn


def accumulated_step(model, loss_fn, optimizer, batches, max_norm):
    size = 0
    for _, labels in batches:
        size += len(labels)
    result = 0.0
    for inputs, labels in batches:
        loss = loss_fn(model(inputs), labels)
        (loss * len(labels) / size).backward()
        result += loss.item() * len(labels) / size
    nn.utils.clip_grad_norm_(model.parameters(), max_norm=max_norm)
    optimizer.step()
    return result
