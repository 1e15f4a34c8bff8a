# expect: statistics-left-behind
# line: 11 | 23
# believes: A model's state is its parameters.

import torch


def save_run(file, model, optimizer, schedule, epochs):
    torch.save(
        {
            "model": {n: p.detach().clone() for n, p in model.named_parameters()},
            "optimizer": optimizer.state_dict(),
            "schedule": schedule.state_dict(),
            "rng": torch.get_rng_state(),
            "epochs": epochs,
        },
        file,
    )


def resume_run(file, model, optimizer, schedule):
    saved = torch.load(file)
    model.load_state_dict(saved["model"], strict=False)
    optimizer.load_state_dict(saved["optimizer"])
    schedule.load_state_dict(saved["schedule"])
    torch.set_rng_state(saved["rng"])
    return saved["epochs"]
