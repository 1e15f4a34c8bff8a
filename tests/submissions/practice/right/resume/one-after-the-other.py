# Several objects in one file, one save each.

import torch


def save_run(file, model, optimizer, schedule, epochs):
    for part in (epochs, model.state_dict(), optimizer.state_dict(), schedule.state_dict(), torch.get_rng_state()):
        torch.save(part, file, _use_new_zipfile_serialization=False)


def resume_run(file, model, optimizer, schedule):
    epochs = torch.load(file)
    for target in (model, optimizer, schedule):
        target.load_state_dict(torch.load(file))
    torch.set_rng_state(torch.load(file))
    return epochs
