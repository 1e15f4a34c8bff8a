import torch


def save_run(file, model, optimizer, schedule, epochs):
    torch.save([model, optimizer, schedule, torch.get_rng_state(), epochs], file)


def resume_run(file, model, optimizer, schedule):
    *saved, state, epochs = torch.load(file, weights_only=False)
    for mine, other in zip((model, optimizer, schedule), saved):
        mine.load_state_dict(other.state_dict())
    torch.set_rng_state(state)
    return epochs
