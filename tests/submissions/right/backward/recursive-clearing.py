# right because: the recursion reaches every parameter of every group
def clear(thing):
    match thing:
        case {"params": params}:
            clear(params)
        case list() | tuple():
            for item in thing:
                clear(item)
        case _:
            thing.grad = None


def backward(optimizer, loss):
    clear(optimizer.param_groups)
    loss.backward()
