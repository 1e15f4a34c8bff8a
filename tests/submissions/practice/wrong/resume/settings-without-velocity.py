# expect: optimizer-left-behind
# line: 12 | 28
# believes: An optimizer is its settings: rate and momentum.

import torch


def save_run(file, model, optimizer, schedule, epochs):
    torch.save(
        [
            model.state_dict(),
            optimizer.state_dict()["param_groups"],
            schedule.state_dict(),
            torch.get_rng_state(),
            epochs,
        ],
        file,
    )


def resume_run(file, model, optimizer, schedule):
    weights, groups, timing, rng, epochs = torch.load(file)
    model.load_state_dict(weights)
    schedule.load_state_dict(timing)
    for group, saved in zip(optimizer.param_groups, groups):
        for name, value in saved.items():
            if name != "params":
                group[name] = value
    torch.set_rng_state(rng)
    return epochs
