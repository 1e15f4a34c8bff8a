# expect: names-for-what-was-loaded | model-left-behind
# line: 15
# believes: model = ... changes the model of the caller.

import torch


def save_run(file, model, optimizer, schedule, epochs):
    torch.save(
        (model, optimizer.state_dict(), schedule.state_dict(), torch.get_rng_state(), epochs), file
    )


def resume_run(file, model, optimizer, schedule):
    model, momentum, steps, rng, epochs = torch.load(file, weights_only=False)
    optimizer.load_state_dict(momentum)
    schedule.load_state_dict(steps)
    torch.set_rng_state(rng)
    return epochs
