import torch


def _run(model, criterion, loader, optimizer=None):
    phase = "train" if optimizer else "val"
    running_loss, running_corrects = 0.0, torch.tensor(0)
    for inputs, labels in loader:
        with torch.set_grad_enabled(phase == "train"):
            outputs = model(inputs)
            _, preds = torch.max(outputs, 1)
            loss = criterion(outputs, labels)
            if phase == "train":
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
        running_loss += loss.item() * inputs.size(0)
        running_corrects += torch.sum(preds == labels.data)
    n = len(loader.dataset)
    return running_loss / n, running_corrects.double().item() / n


def train_step(model, criterion, optimizer, images, labels):
    class One:
        dataset = images

        def __iter__(self):
            yield images, labels

    return _run(model, criterion, One(), optimizer)[0]


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    loss, _ = _run(model, criterion, loader, optimizer)
    return loss


def evaluate(model, criterion, loader):
    mode = model.training
    try:
        model.eval()
        return _run(model, criterion, loader)
    finally:
        model.train(mode)
