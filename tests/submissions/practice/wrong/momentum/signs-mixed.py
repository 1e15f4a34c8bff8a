# expect: wrong-way
# line: 9
# believes: Velocity means the direction one moves in.

def momentum_step(params, velocity, lr, momentum):
    for w, v in zip(params, velocity):
        if w.grad is not None:
            v.mul_(momentum).add_(w.grad)
            w.data += lr * v
