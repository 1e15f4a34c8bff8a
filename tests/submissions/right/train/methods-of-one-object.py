# right because: bound methods of an object are called by position like functions
import torch


class Trainer:
    def step(self, model, criterion, optimizer, images, labels):
        optimizer.zero_grad()
        loss = criterion(model(images), labels)
        loss.backward()
        optimizer.step()
        return loss.item()

    def epoch(self, model, criterion, optimizer, loader):
        model.train()
        total = sum(self.step(model, criterion, optimizer, x, y) * len(y) for x, y in loader)
        return total / len(loader.dataset)

    @torch.no_grad()
    def evaluate(self, model, criterion, loader):
        mode = model.training
        model.eval()
        loss = hits = 0.0
        for x, y in loader:
            logits = model(x)
            loss += criterion(logits, y).item() * len(y)
            hits += (logits.argmax(1) == y).sum().item()
        model.train(mode)
        return loss / len(loader.dataset), hits / len(loader.dataset)


_trainer = Trainer()
train_step, train_epoch, evaluate = _trainer.step, _trainer.epoch, _trainer.evaluate
