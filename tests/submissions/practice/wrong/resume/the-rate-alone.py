# expect: optimizer-left-behind
# line: 12 | 25
# believes: The learning rate is all that an optimizer has.

import torch


def save_run(file, model, optimizer, schedule, epochs):
    torch.save(
        {
            "model": model.state_dict(),
            "rates": [g["lr"] for g in optimizer.param_groups],
            "schedule": schedule.state_dict(),
            "rng": torch.get_rng_state(),
            "epochs": epochs,
        },
        file,
    )


def resume_run(file, model, optimizer, schedule):
    saved = torch.load(file)
    model.load_state_dict(saved["model"])
    for group, rate in zip(optimizer.param_groups, saved["rates"]):
        group["lr"] = rate
    schedule.load_state_dict(saved["schedule"])
    torch.set_rng_state(saved["rng"])
    return saved["epochs"]
