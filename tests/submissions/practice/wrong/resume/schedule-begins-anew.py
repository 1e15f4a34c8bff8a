# expect: schedule-left-behind
# line: 10 | 11 | 12 | 13 | 14 | 15 | 16 | 17 | 18 | 25 | 26 | 27
# believes: Model and optimizer are all that a training is made of.
# source: https://github.com/PolymathicAI/the_well/issues/77

import torch


def save_run(file, model, optimizer, schedule, epochs):
    torch.save(
        {
            "epoch": epochs,
            "model_state_dict": model.state_dict(),
            "optimizer_state_dict": optimizer.state_dict(),
            "rng_state": torch.get_rng_state(),
        },
        file,
    )


def resume_run(file, model, optimizer, schedule):
    checkpoint = torch.load(file)
    model.load_state_dict(checkpoint["model_state_dict"])
    optimizer.load_state_dict(checkpoint["optimizer_state_dict"])
    torch.set_rng_state(checkpoint["rng_state"])
    return checkpoint["epoch"]
