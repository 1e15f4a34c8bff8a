# expect: random-numbers-begin-anew
# line: 13 | 24
# believes: The seed is the state of the random numbers.

import torch


def save_run(file, model, optimizer, schedule, epochs):
    run = dict(
        model=model.state_dict(),
        optimizer=optimizer.state_dict(),
        schedule=schedule.state_dict(),
        seed=torch.initial_seed(),
        epochs=epochs,
    )
    torch.save(run, file)


def resume_run(file, model, optimizer, schedule):
    run = torch.load(file)
    model.load_state_dict(run["model"])
    optimizer.load_state_dict(run["optimizer"])
    schedule.load_state_dict(run["schedule"])
    torch.manual_seed(run["seed"])
    return run["epochs"]
