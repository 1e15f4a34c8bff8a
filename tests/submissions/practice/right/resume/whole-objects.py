# The objects' own dictionaries, read without weights_only.

import torch


def save_run(file, model, optimizer, schedule, epochs):
    torch.save([x.state_dict() for x in (model, optimizer, schedule)] + [epochs, torch.random.get_rng_state()], file)


def resume_run(file, model, optimizer, schedule):
    *states, epochs, rng = torch.load(file, weights_only=False, map_location="cpu")
    for x, state in zip((model, optimizer, schedule), states):
        x.load_state_dict(state)
    torch.random.set_rng_state(rng)
    return int(epochs)
