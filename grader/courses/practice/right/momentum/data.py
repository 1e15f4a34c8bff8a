def momentum_step(params, velocity, lr, momentum):
    for i in range(len(params)):
        g = params[i].grad
        if g is None:
            continue
        velocity[i].copy_(velocity[i] * momentum + g)
        params[i].data -= lr * velocity[i]
