import torch
import io


def save_run(file, model, optimizer, schedule, epochs):
    memory = io.BytesIO()
    torch.save({"m": model.state_dict(), "o": optimizer.state_dict(), "s": schedule.state_dict()}, memory)
    file.write(epochs.to_bytes(4, "big"))
    state = bytes(torch.get_rng_state().tolist())
    file.write(len(state).to_bytes(4, "big") + state)
    file.write(memory.getvalue())


def resume_run(file, model, optimizer, schedule):
    epochs = int.from_bytes(file.read(4), "big")
    state = file.read(int.from_bytes(file.read(4), "big"))
    saved = torch.load(io.BytesIO(file.read()))
    schedule.load_state_dict(saved["s"])
    optimizer.load_state_dict(saved["o"])
    model.load_state_dict(saved["m"])
    torch.set_rng_state(torch.tensor(list(state), dtype=torch.uint8))
    return epochs
