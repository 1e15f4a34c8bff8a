# expect: optimizer-left-behind | schedule-left-behind | random-numbers-left-behind
# line: 10 | 16
# believes: The weights are the training.
# source: https://github.com/milesial/Pytorch-UNet/issues/376

import torch


def save_run(file, model, optimizer, schedule, epochs):
    torch.save({"model": model.state_dict(), "epochs": epochs}, file)


def resume_run(file, model, optimizer, schedule):
    saved = torch.load(file)
    model.load_state_dict(saved["model"])
    return saved["epochs"]
