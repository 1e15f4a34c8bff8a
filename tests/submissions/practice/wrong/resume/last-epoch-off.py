# expect: one-epoch-repeated
# line: 15
# believes: Epochs are counted from 0, so the last one has the number epochs - 1.

import torch


def save_run(file, model, optimizer, schedule, epochs):
    torch.save(
        {
            "model": model.state_dict(),
            "optimizer": optimizer.state_dict(),
            "schedule": schedule.state_dict(),
            "rng": torch.get_rng_state(),
            "epochs": epochs - 1,
        },
        file,
    )


def resume_run(file, model, optimizer, schedule):
    saved = torch.load(file)
    model.load_state_dict(saved["model"])
    optimizer.load_state_dict(saved["optimizer"])
    schedule.load_state_dict(saved["schedule"])
    torch.set_rng_state(saved["rng"])
    return saved["epochs"]
