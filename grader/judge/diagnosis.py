"""stub"""
from __future__ import annotations
from grader.verdict import Finding
def diagnose(examiner, exercise, submission, reports):  # type: ignore
    out=[]
    for r in examiner.records:
        if r.mishap and r.mishap.kind not in {f.code for f in out}:
            m=r.mishap
            out.append(Finding(m.kind, f"{m.type} {m.text}", file=m.file, line=m.line))
    return tuple(out)
