# expect: clipped-in-every-batch
# line: 17
# believes: Clipping belongs to backward, so each backward is followed by it.
# source: https://github.com/huggingface/transformers/issues/986

import torch
from torch.nn.utils import clip_grad_norm_


def accumulated_step(model, loss_fn, optimizer, batches, max_norm):
    model.zero_grad()
    n = sum(x.shape[0] for x, y in batches)
    running_loss = 0.0
    for x, y in batches:
        loss = loss_fn(model(x), y) * (x.shape[0] / n)
        loss.backward()
        clip_grad_norm_(model.parameters(), max_norm)
        running_loss += loss.item()
    optimizer.step()
    return running_loss
