import torch


def save_run(file, model, optimizer, schedule, epochs):
    parts = [part.state_dict() for part in (model, optimizer, schedule)]
    torch.save((parts, epochs, torch.random.get_rng_state()), file)


def resume_run(file, model, optimizer, schedule):
    parts, epochs, state = torch.load(file, weights_only=False)
    for part, kept in zip((schedule, optimizer, model), reversed(parts)):
        part.load_state_dict(kept)
    torch.random.set_rng_state(state)
    return int(epochs)
