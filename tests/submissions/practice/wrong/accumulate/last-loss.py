# expect: loss-of-the-last-batch
# line: 17
# believes: The loss after the loop is the loss.
# source: https://github.com/allenai/allennlp/pull/4706

from torch import nn


def accumulated_step(model, loss_fn, optimizer, batches, max_norm):
    optimizer.zero_grad()
    n = sum(len(y) for _, y in batches)
    for x, y in batches:
        loss = loss_fn(model(x), y)
        (loss * len(y) / n).backward()
    nn.utils.clip_grad_norm_(model.parameters(), max_norm)
    optimizer.step()
    return loss.item()
