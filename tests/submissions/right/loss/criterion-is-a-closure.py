# right because: the returned function computes the mean cross entropy by its formula
def make_criterion():
    def criterion(logits, labels):
        right = logits.gather(1, labels.view(-1, 1)).squeeze(1)
        return (logits.logsumexp(1) - right).mean()

    return criterion


def compute_loss(criterion, logits, labels):
    return criterion(logits, labels)
