# expect: random-numbers-left-behind
# line: 26
# believes: What has been loaded is in place.

import torch


def save_run(file, model, optimizer, schedule, epochs):
    torch.save(
        {
            "model": model.state_dict(),
            "optimizer": optimizer.state_dict(),
            "schedule": schedule.state_dict(),
            "rng": torch.get_rng_state(),
            "epochs": epochs,
        },
        file,
    )


def resume_run(file, model, optimizer, schedule):
    saved = torch.load(file)
    model.load_state_dict(saved["model"])
    optimizer.load_state_dict(saved["optimizer"])
    schedule.load_state_dict(saved["schedule"])
    rng = saved["rng"]
    return saved["epochs"]
