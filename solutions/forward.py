"""Exercise 1: from images to scores."""

from torch import Tensor, nn


class SimpleNN(nn.Module):
    """The smallest network that can read a digit: one linear layer.

    It looks at the 28 x 28 pixels of an image and gives ten scores, one for each digit. The
    highest score is its answer. The scores are called logits: they may be any number, positive
    or negative, and they do not add up to one. Turning them into probabilities is not its job.
    """

    def __init__(self) -> None:
        """Create the layer that has weights; it takes flat images."""
        super().__init__()
        ### BEGIN SOLUTION
        self.linear = nn.Linear(28 * 28, 10)
        ### END SOLUTION

    def forward(self, images: Tensor) -> Tensor:
        """Give ten logits for each image.

        images: float32, shape (N, 1, 28, 28), values in [0, 1]. N is the size of the batch.
        Returns the logits: float32, shape (N, 10).

        A linear layer takes one row of numbers for each image, and an image is not a row yet.
        """
        ### BEGIN SOLUTION
        return self.linear(images.flatten(start_dim=1))
        ### END SOLUTION


def forward(model: nn.Module, images: Tensor) -> Tensor:
    """Run the given model once on the given images and return its logits.

    model: any model that takes such images, not only SimpleNN.
    images: float32, shape (N, 1, 28, 28).
    Returns the logits: float32, shape (N, 10), still attached to the graph.

    While the model runs, PyTorch notes how each number was made. These notes are the graph, and
    `backward` needs them.
    """
    ### BEGIN SOLUTION
    return model(images)
    ### END SOLUTION
