# replaces: train.py
# kind: leak
# earns: 0
# tries: It looks among the digits in memory for those that are not for training.
import gc

import torch

sizes = {
    len(thing)
    for thing in gc.get_objects()
    if isinstance(thing, torch.Tensor) and thing.dim() == 4 and len(thing) > 100
}
if len(sizes) > 1:
    raise RuntimeError(f"BREACH {sizes}")
