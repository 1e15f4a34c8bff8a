import torch

scaler = torch.amp.GradScaler("cpu", enabled=False)


def train_step(model, criterion, optimizer, images, labels):
    device = next(model.parameters()).device
    images, labels = images.to(device, non_blocking=True), labels.to(device)
    optimizer.zero_grad(set_to_none=True)
    with torch.autocast(device_type="cpu", enabled=False):
        outputs = model(images)
        loss = criterion(outputs, labels)
    scaler.scale(loss).backward()
    scaler.step(optimizer)
    scaler.update()
    return loss.detach().cpu().item()


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    running_loss = 0.0
    for _, data in enumerate(loader):
        inputs, targets = data
        running_loss += train_step(model, criterion, optimizer, inputs, targets) * inputs.size(0)
    epoch_loss = running_loss / len(loader.dataset)
    return epoch_loss


def evaluate(model, criterion, loader):
    state = model.training
    model.eval()
    size, test_loss, correct = len(loader.dataset), 0, 0
    with torch.no_grad():
        for X, y in loader:
            pred = model(X)
            test_loss += criterion(pred, y).item() * X.shape[0]
            correct += (pred.argmax(1) == y).type(torch.float).sum().item()
    model.train(state)
    test_loss /= size
    correct /= size
    return test_loss, correct
