def _forget(things):
    match things:
        case []:
            return
        case [{"params": params}, *rest]:
            _forget(params)
            _forget(rest)
        case [first, *rest]:
            first.grad = None
            _forget(rest)


def backward(optimizer, loss):
    _forget(optimizer.param_groups)
    loss.backward(gradient=None, retain_graph=False, create_graph=False)
