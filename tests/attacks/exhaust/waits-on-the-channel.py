# replaces: backward.py
# kind: exhaust
# earns: 0
# tries: It promises a large frame, and sends a byte of it now and then.
import os
import struct
import time


def backward(optimizer, loss):
    os.write(3, struct.pack("!II", 1000, 1 << 20))
    for _ in range(100000):
        os.write(3, b"{")
        time.sleep(0.02)
