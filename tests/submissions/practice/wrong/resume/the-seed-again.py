# expect: random-numbers-begin-anew
# line: 14 | 24
# believes: The seed is the state of the random numbers.

import torch


def save_run(file, model, optimizer, schedule, epochs):
    state = {
        "epochs": epochs,
        "model": model.state_dict(),
        "optimizer": optimizer.state_dict(),
        "schedule": schedule.state_dict(),
        "seed": torch.initial_seed(),
    }
    torch.save(state, file)


def resume_run(file, model, optimizer, schedule):
    state = torch.load(file)
    model.load_state_dict(state["model"])
    optimizer.load_state_dict(state["optimizer"])
    schedule.load_state_dict(state["schedule"])
    torch.manual_seed(state["seed"])
    return state["epochs"]
