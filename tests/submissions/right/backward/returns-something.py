# right because: what backward returns is ignored
def backward(opt, batch_loss, /, *, names=()):
    opt.zero_grad()
    batch_loss.backward(create_graph=False)
    return {name: p.grad for name, p in zip(names, opt.param_groups[0]["params"])}
