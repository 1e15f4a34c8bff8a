# expect: velocity-not-in-place
# line: 8
# believes: What is added to the gradient is remembered there.

def momentum_step(params, velocity, lr, momentum):
    for w, v in zip(params, velocity):
        if w.grad is not None:
            step = w.grad + momentum * v
            w.data.sub_(lr * step)
