# expect: weights-not-in-place
# line: 11
# believes: p = p - ... moves the weight.

def momentum_step(params, velocity, lr, momentum):
    for p, v in zip(params, velocity):
        if p.grad is None:
            continue
        v *= momentum
        v += p.grad
        p = p - lr * v
