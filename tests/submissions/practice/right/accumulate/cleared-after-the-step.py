from torch import nn


def accumulated_step(model, loss_fn, optimizer, batches, max_norm):
    samples = sum(len(labels) for _, labels in batches)
    total = 0.0
    for inputs, labels in batches:
        loss = loss_fn(model(inputs), labels) * (len(labels) / samples)
        loss.backward()
        total += loss.item()
    nn.utils.clip_grad_norm_(model.parameters(), max_norm)
    optimizer.step()
    optimizer.zero_grad()
    return total
