# The schedule steps as often as it had, before the optimizer's rates are loaded.

import torch


def save_run(file, model, optimizer, schedule, epochs):
    parts = model.state_dict(), optimizer.state_dict(), torch.get_rng_state(), epochs
    torch.save(parts, file)


def resume_run(file, model, optimizer, schedule):
    weights, momentum, random_state, epochs = torch.load(file)
    for _ in range(epochs):
        optimizer.step()
        schedule.step()
    model.load_state_dict(weights)
    optimizer.load_state_dict(momentum)
    torch.set_rng_state(random_state)
    return epochs
