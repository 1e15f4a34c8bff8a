import torch


def train_step(model, criterion, optimizer, images, labels):
    for group in optimizer.param_groups:
        for p in group["params"]:
            p.grad = None
    loss = criterion(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()


def total(batches, measure):
    """The sum of what is measured, by halves."""
    match batches:
        case []:
            return 0.0
        case [batch]:
            return measure(*batch)
        case _:
            middle = len(batches) // 2
            return total(batches[:middle], measure) + total(batches[middle:], measure)


def train_epoch(model, criterion, optimizer, loader):
    model.train()

    def measure(images, labels):
        return train_step(model, criterion, optimizer, images, labels) * len(labels)

    return total(list(loader), measure) / len(loader.dataset)


def evaluate(model, criterion, loader):
    mode = model.training
    model.eval()
    batches = list(loader)

    @torch.no_grad()
    def loss(images, labels):
        return criterion(model(images), labels).item() * len(labels)

    @torch.no_grad()
    def hits(images, labels):
        return (model(images).argmax(1) == labels).sum().item()

    result = (total(batches, loss), total(batches, hits))
    model.train(mode)
    return result[0] / len(loader.dataset), result[1] / len(loader.dataset)
