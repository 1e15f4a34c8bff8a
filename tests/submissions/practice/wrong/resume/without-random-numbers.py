# expect: random-numbers-left-behind
# line: 10 | 24
# believes: Random numbers are random; they need not go on.
# source: https://github.com/pytorch/pytorch/issues/11062

import torch


def save_run(file, model, optimizer, schedule, epochs):
    state = {
        "epochs": epochs,
        "model": model.state_dict(),
        "optimizer": optimizer.state_dict(),
        "schedule": schedule.state_dict(),
    }
    torch.save(state, file)


def resume_run(file, model, optimizer, schedule):
    state = torch.load(file)
    model.load_state_dict(state["model"])
    optimizer.load_state_dict(state["optimizer"])
    schedule.load_state_dict(state["schedule"])
    return state["epochs"]
