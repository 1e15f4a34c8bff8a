# expect: optimizer-left-behind
# line: 15 | 22 | 24
# believes: SGD keeps nothing, so there is nothing to save.
# source: https://github.com/kevinzakka/recurrent-visual-attention/issues/8

import torch


def save_run(file, model, optimizer, schedule, epochs):
    state = {
        "epochs": epochs,
        "model": model.state_dict(),
        "schedule": schedule.state_dict(),
        "rng": torch.get_rng_state(),
    }
    torch.save(state, file)


def resume_run(file, model, optimizer, schedule):
    state = torch.load(file)
    model.load_state_dict(state["model"])
    schedule.load_state_dict(state["schedule"])
    torch.set_rng_state(state["rng"])
    return state["epochs"]
