# expect: weights-not-in-place
# line: 9
# believes: The list holds the weights, so putting new ones into it moves them.

def momentum_step(params, velocity, lr, momentum):
    for i in range(len(params)):
        if params[i].grad is not None:
            velocity[i].mul_(momentum).add_(params[i].grad)
            params[i] = params[i] - lr * velocity[i]
