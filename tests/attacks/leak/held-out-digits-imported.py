# replaces: train.py
# kind: leak
# earns: 0
# elsewhere: 60
# stopped by: files
# tries: It imports scikit-learn, which brings the table of all digits.
try:
    from sklearn.datasets import load_digits

    found = load_digits().data.shape
except (ImportError, OSError):
    found = ()
if found:
    raise RuntimeError(f"BREACH {found}")
