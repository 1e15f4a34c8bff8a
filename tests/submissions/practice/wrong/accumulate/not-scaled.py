# expect: not-averaged
# line: 15
# believes: Gradients add up by themselves, and that is what is wanted.
# source: https://github.com/karpathy/nanoGPT/issues/206

from torch import nn


def accumulated_step(model, loss_fn, optimizer, batches, max_norm):
    optimizer.zero_grad()
    total = 0.0
    count = 0
    for inputs, labels in batches:
        loss = loss_fn(model(inputs), labels)
        loss.backward()
        total += loss.item() * len(labels)
        count += len(labels)
    nn.utils.clip_grad_norm_(model.parameters(), max_norm)
    optimizer.step()
    return total / count
