# expect: not-averaged
# line: 15
# believes: Gradients add up by themselves, nothing has to be divided.
# source: https://github.com/karpathy/nanoGPT/issues/206

import torch


def accumulated_step(model, loss_fn, optimizer, batches, max_norm):
    optimizer.zero_grad(set_to_none=True)
    total, seen = 0.0, 0
    for inputs, labels in batches:
        outputs = model(inputs)
        loss = loss_fn(outputs, labels)
        loss.backward()
        total += loss.item() * labels.size(0)
        seen += labels.size(0)
    torch.nn.utils.clip_grad_norm_(model.parameters(), max_norm)
    optimizer.step()
    return total / seen
