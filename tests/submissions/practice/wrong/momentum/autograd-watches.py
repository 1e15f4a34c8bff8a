# expect: exception
# line: 9
# believes: -= on a weight is fine; it is only a number.

def momentum_step(params, velocity, lr, momentum):
    for w, v in zip(params, velocity):
        if w.grad is not None:
            v.mul_(momentum).add_(w.grad)
            w -= lr * v
