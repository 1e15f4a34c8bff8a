from dataclasses import asdict, dataclass, fields

import torch


@dataclass
class Run:
    model: dict
    optimizer: dict
    schedule: dict
    dice: torch.Tensor
    epochs: int

    @classmethod
    def of(cls, model, optimizer, schedule, epochs):
        states = (thing.state_dict() for thing in (model, optimizer, schedule))
        return cls(*states, torch.default_generator.get_state(), epochs)


def save_run(file, model, optimizer, schedule, epochs):
    run = Run.of(model, optimizer, schedule, epochs)
    torch.save({field.name: getattr(run, field.name) for field in fields(run)}, file)


def resume_run(file, model, optimizer, schedule):
    run = Run(**torch.load(file, map_location="cpu"))
    for thing, name in ((schedule, "schedule"), (optimizer, "optimizer"), (model, "model")):
        thing.load_state_dict(getattr(run, name))
    torch.default_generator.set_state(run.dice)
    return run.epochs
