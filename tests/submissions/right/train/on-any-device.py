import torch

DEVICE = torch.device("cuda" if torch.cuda.is_available() else "cpu")


def to_device(batch, device):
    return [part.to(device, non_blocking=True) for part in batch]


def train_step(model, criterion, optimizer, images, labels):
    device = next(model.parameters()).device
    images, labels = to_device((images, labels), device)
    optimizer.zero_grad()
    loss = criterion(model(images), labels)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), max_norm=float("inf"))
    optimizer.step()
    return loss.item()


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    running_loss = 0.0
    for data in loader:
        images, labels = data
        running_loss += train_step(model, criterion, optimizer, images, labels) * images.size(0)
    return running_loss / len(loader.dataset)


def evaluate(model, criterion, loader):
    device = next(model.parameters()).device
    training = model.training
    model.eval()
    running_loss, running_corrects = 0.0, 0
    for batch in loader:
        images, labels = to_device(batch, device)
        with torch.set_grad_enabled(False):
            outputs = model(images)
            _, preds = torch.max(outputs, 1)
            loss = criterion(outputs, labels)
        running_loss += loss.item() * images.size(0)
        running_corrects += torch.sum(preds == labels.data)
    model.train(mode=training)
    epoch_acc = running_corrects.double() / len(loader.dataset)
    return running_loss / len(loader.dataset), epoch_acc.item()
