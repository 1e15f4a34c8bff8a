import torch

try:
    from tqdm import tqdm, trange
except ImportError:
    tqdm, trange = (lambda items, **options: items), range


def train_step(model, criterion, optimizer, images, labels):
    optimizer.zero_grad()
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    total = 0.0
    batches = tqdm(loader, desc="training", leave=False)
    for images, labels in batches:
        loss = train_step(model, criterion, optimizer, images, labels)
        total += loss * len(labels)
        if hasattr(batches, "set_postfix"):
            batches.set_postfix(loss=f"{loss:.3f}")
    return total / len(loader.dataset)


@torch.no_grad()
def evaluate(model, criterion, loader):
    training = model.training
    model.eval()
    total, right = 0.0, 0
    iterator = iter(loader)
    for _ in trange(len(loader)):
        images, labels = next(iterator)
        logits = model(images)
        total += criterion(logits, labels).item() * len(labels)
        right += (logits.argmax(1) == labels).sum().item()
    model.train(training)
    return total / len(loader.dataset), right / len(loader.dataset)
