# expect: clipped-after-the-step
# line: 17
# believes: Clipping tidies up after the step.

from torch import nn


def accumulated_step(model, loss_fn, optimizer, batches, max_norm):
    n = sum(len(y) for _, y in batches)
    optimizer.zero_grad(set_to_none=True)
    losses = []
    for x, y in batches:
        loss = loss_fn(model(x), y) * len(y) / n
        loss.backward()
        losses.append(loss.item())
    optimizer.step()
    nn.utils.clip_grad_norm_(model.parameters(), max_norm)
    return sum(losses)
