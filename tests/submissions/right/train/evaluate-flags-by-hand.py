# right because: the flag on every module is all that eval() sets, and each flag is put back
import torch


def train_step(model, criterion, optimizer, images, labels):
    optimizer.zero_grad()
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()


def train_epoch(model, criterion, optimizer, loader):
    model.train()
    total = 0.0
    for images, labels in loader:
        total += train_step(model, criterion, optimizer, images, labels) * len(labels)
    return total / len(loader.dataset)


@torch.set_grad_enabled(False)
def evaluate(model, criterion, loader):
    modules = list(model.modules())
    flags = [module.training for module in modules]
    for module in modules:
        module.training = False
    loss, correct, seen = 0.0, 0, 0
    for images, labels in loader:
        logits = model(images)
        loss += criterion(logits, labels).item() * len(labels)
        correct += (logits.argmax(1) == labels).sum().item()
        seen += len(labels)
    for module, flag in zip(modules, flags):
        module.training = flag
    return loss / seen, correct / seen
