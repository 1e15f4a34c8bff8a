# expect: wrong-mean-loss & graph-in-evaluate
# believes: A mean over batches, measured after eval().

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
    was_training = model.training
    model.eval()
    losses, correct = [], 0
    for images, labels in loader:
        logits = model(images)
        losses.append(criterion(logits, labels).item())
        correct += (logits.argmax(dim=1) == labels).sum().item()
    model.train(was_training)
    return sum(losses) / len(losses), correct / len(loader.dataset)
