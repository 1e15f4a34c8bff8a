import torch

SCALER = torch.amp.GradScaler("cpu", enabled=False)


def train_step(model, criterion, optimizer, images, labels):
    optimizer.zero_grad()
    loss = criterion(model(images), labels)
    SCALER.scale(loss).backward()
    SCALER.step(optimizer)
    SCALER.update()
    return loss.item()


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    totals = [0.0, 0]
    for images, labels in loader:
        totals[0] += train_step(model, criterion, optimizer, images, labels) * len(labels)
        totals[1] += len(labels)
    return totals[0] / totals[1]


@torch.inference_mode()
def evaluate(model, criterion, loader):
    mode = model.training
    model.eval()
    confusion = torch.zeros(10, 10, dtype=torch.long)
    loss = 0.0
    for images, labels in loader:
        logits = model(images)
        loss += criterion(logits, labels).item() * len(labels)
        cells = 10 * labels + logits.argmax(1)
        confusion += torch.bincount(cells, minlength=100).view(10, 10)
    model.train(mode)
    seen = confusion.sum().item()
    return loss / seen, confusion.trace().item() / seen
