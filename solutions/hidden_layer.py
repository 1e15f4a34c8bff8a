"""Bonus: a network with something in between."""

from torch import Tensor, nn


class HiddenNN(nn.Module):
    """Two linear layers with a ReLU between them: 784 pixels, 128 hidden units, 10 logits.

    ReLU keeps positive numbers and turns negative ones into 0. Without it, two linear layers one
    after the other could do no more than a single one can.
    """

    def __init__(self) -> None:
        """Create the two layers that have weights."""
        super().__init__()
        ### BEGIN SOLUTION
        self.hidden = nn.Linear(28 * 28, 128)
        self.output = nn.Linear(128, 10)
        ### END SOLUTION

    def forward(self, images: Tensor) -> Tensor:
        """Give ten logits for each image.

        images: float32, shape (N, 1, 28, 28), values in [0, 1].
        Returns the logits: float32, shape (N, 10).
        """
        ### BEGIN SOLUTION
        hidden = self.hidden(images.flatten(start_dim=1)).relu()
        return self.output(hidden)
        ### END SOLUTION
