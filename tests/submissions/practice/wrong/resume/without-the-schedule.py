# expect: schedule-left-behind
# line: 15 | 23 | 24
# believes: The schedule looks at the optimizer, so it is saved with it.
# source: https://github.com/jfzhang95/pytorch-video-recognition/issues/51

import torch


def save_run(file, model, optimizer, schedule, epochs):
    state = {
        "epochs": epochs,
        "model": model.state_dict(),
        "optimizer": optimizer.state_dict(),
        "rng": torch.get_rng_state(),
    }
    torch.save(state, file)


def resume_run(file, model, optimizer, schedule):
    state = torch.load(file)
    model.load_state_dict(state["model"])
    optimizer.load_state_dict(state["optimizer"])
    torch.set_rng_state(state["rng"])
    return state["epochs"]
