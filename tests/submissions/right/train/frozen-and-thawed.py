# right because: requires_grad is noted and put back.

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


def evaluate(model, criterion, loader):
    was = [p.requires_grad for p in model.parameters()]
    mode = model.training
    model.requires_grad_(False)
    model.eval()
    loss_sum, correct = 0.0, 0
    for images, labels in loader:
        logits = model(images)
        loss_sum += criterion(logits, labels).item() * len(labels)
        correct += (logits.argmax(dim=1) == labels).sum().item()
    for p, needed in zip(model.parameters(), was):
        p.requires_grad_(needed)
    model.train(mode)
    return loss_sum / len(loader.dataset), correct / len(loader.dataset)
