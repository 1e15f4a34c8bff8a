# right because: the loop counts len(loader) batches and takes the next one each time
import torch


def train_step(model, criterion, optimizer, images, labels):
    optimizer.zero_grad()
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()


def train_epoch(model, criterion, optimizer, loader):
    model.train(True)
    batches = iter(loader)
    total = torch.zeros(())
    for _ in range(len(loader)):
        batch = next(batches)
        total += train_step(model, criterion, optimizer, batch[0], batch[1]) * len(batch[1])
    return (total / len(loader.dataset)).item()


@torch.no_grad()
def evaluate(model, criterion, loader):
    was_training = model.training
    model.eval()
    loss, correct = 0.0, 0
    for images, labels in loader:
        logits = model(images)
        loss += criterion(logits, labels).item() * len(labels)
        correct += (logits.argmax(dim=1) == labels).sum().item()
    model.train(was_training)
    return loss / len(loader.dataset), correct / len(loader.dataset)
