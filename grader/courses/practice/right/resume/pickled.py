import pickle

import torch


def save_run(file, model, optimizer, schedule, epochs):
    pickle.dump(
        {"m": model.state_dict(), "o": optimizer.state_dict(), "s": schedule.state_dict(),
         "r": torch.get_rng_state(), "e": epochs},
        file,
    )


def resume_run(file, model, optimizer, schedule):
    kept = pickle.load(file)
    optimizer.load_state_dict(kept["o"])
    schedule.load_state_dict(kept["s"])
    model.load_state_dict(kept["m"])
    torch.set_rng_state(kept["r"])
    return kept["e"]
