# expect: state-not-asked-for
# line: 12
# believes: model.state_dict is the state.
# source: https://taourl.com/read-1970744.html

import torch


def save_run(file, model, optimizer, schedule, epochs):
    torch.save(
        {
            "model": model.state_dict,
            "optimizer": optimizer.state_dict,
            "schedule": schedule.state_dict,
            "rng": torch.get_rng_state(),
            "epochs": epochs,
        },
        file,
    )


def resume_run(file, model, optimizer, schedule):
    saved = torch.load(file)
    model.load_state_dict(saved["model"])
    optimizer.load_state_dict(saved["optimizer"])
    schedule.load_state_dict(saved["schedule"])
    torch.set_rng_state(saved["rng"])
    return saved["epochs"]
