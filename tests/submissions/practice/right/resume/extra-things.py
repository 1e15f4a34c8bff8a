import torch
import random


def save_run(file, model, optimizer, schedule, epochs):
    torch.save(dict(model=model.state_dict(), optimizer=optimizer.state_dict(), epochs=torch.tensor(epochs),
                    schedule=schedule.state_dict(), rng=torch.get_rng_state(), python=random.random(),
                    mode=model.training), file)


def resume_run(file, model, optimizer, schedule):
    saved = torch.load(file)
    for name, thing in {"model": model, "optimizer": optimizer, "schedule": schedule}.items():
        thing.load_state_dict(saved[name])
    torch.set_rng_state(saved["rng"])
    return saved["epochs"].item()
