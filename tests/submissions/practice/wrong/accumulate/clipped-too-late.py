# expect: clipped-after-the-step
# line: 18
# believes: Clipping is the last thing, it tidies up after the step.
# source: https://github.com/jongwook/onsets-and-frames/issues/24

from torch.nn.utils import clip_grad_norm_


def accumulated_step(model, loss_fn, optimizer, batches, max_norm):
    optimizer.zero_grad()
    sizes = [len(y) for _, y in batches]
    losses = []
    for (x, y), size in zip(batches, sizes):
        loss = loss_fn(model(x), y) * size / sum(sizes)
        loss.backward()
        losses.append(loss.item())
    optimizer.step()
    clip_grad_norm_(model.parameters(), max_norm)
    return sum(losses)
