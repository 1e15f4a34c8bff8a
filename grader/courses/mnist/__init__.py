"""Training on handwritten digits with PyTorch."""
