# expect: schedule-stepped-again
# line: 19
# believes: The schedule is stepped as often as it has been.

import torch


def save_run(file, model, optimizer, schedule, epochs):
    torch.save(
        (model.state_dict(), optimizer.state_dict(), torch.get_rng_state(), epochs), file
    )


def resume_run(file, model, optimizer, schedule):
    weights, momentum, rng, epochs = torch.load(file)
    model.load_state_dict(weights)
    optimizer.load_state_dict(momentum)
    for _ in range(epochs):
        schedule.step()
    torch.set_rng_state(rng)
    return epochs
