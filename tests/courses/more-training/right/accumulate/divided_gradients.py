def accumulated_step(model, loss_fn, optimizer, batches):
    optimizer.zero_grad()
    total = 0
    for x, y in batches:
        l = loss_fn(model(x), y)
        l.backward()
        total += l.item()
    for g in optimizer.param_groups:
        for p in g["params"]:
            if p.grad is not None:
                p.grad /= len(batches)
    optimizer.step()
    return total / len(batches)
