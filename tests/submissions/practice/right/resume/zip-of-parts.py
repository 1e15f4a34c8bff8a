import io
import zipfile

import torch


def save_run(file, model, optimizer, schedule, epochs):
    parts = {"model": model, "optimizer": optimizer, "schedule": schedule}
    with zipfile.ZipFile(file, "w") as archive:
        for name, part in parts.items():
            buffer = io.BytesIO()
            torch.save(part.state_dict(), buffer)
            archive.writestr(name, buffer.getvalue())
        archive.writestr("random", bytes(torch.random.get_rng_state().tolist()))
        archive.writestr("epochs", str(epochs))


def resume_run(file, model, optimizer, schedule):
    parts = {"model": model, "optimizer": optimizer, "schedule": schedule}
    with zipfile.ZipFile(file) as archive:
        for name, part in parts.items():
            part.load_state_dict(torch.load(io.BytesIO(archive.read(name)), weights_only=True))
        torch.random.set_rng_state(torch.tensor(list(archive.read("random")), dtype=torch.uint8))
        return int(archive.read("epochs"))
