# replaces: backward.py
# kind: report
# earns: 0
# tries: Its error is a script and an image for the page that shows the report.
def backward(optimizer, loss):
    raise ValueError("<script>alert(1)</script><img src=x onerror=alert(1)>\"'><b>100</b>&lt;i&gt;</pre>")
