import torch
import io


@torch.no_grad()
def validate(model, loss_fn, loader):
    was_training, rng = model.training, torch.get_rng_state()
    try:
        model.eval()
        losses = [(len(y), loss_fn(model(x), y).item()) for x, y in loader]
    finally:
        model.train(was_training)
        torch.set_rng_state(rng)
    return sum(n * loss for n, loss in losses) / sum(n for n, _ in losses)


def fit(model, train_epoch, measure, patience):
    losses = []
    kept = None
    while True:
        train_epoch()
        losses.append(measure())
        best = losses.index(min(losses))
        if best == len(losses) - 1:
            kept = io.BytesIO()
            torch.save(model.state_dict(), kept)
        if len(losses) - 1 - best == patience:
            kept.seek(0)
            model.load_state_dict(torch.load(kept))
            return len(losses)
