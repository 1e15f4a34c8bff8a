"""The scaling has seen the rows that are put aside for the test."""

from __future__ import annotations

from grader.findings import Misconception
from grader.results.verdict import Severity

LEAKED_STATISTICS = Misconception(
    code="leaked-statistics",
    believes=("Scaling only moves numbers: it learns nothing from them."),
    message=("The scaling has seen the rows that are put aside for the test."),
    hint=("From which rows come the mean and the width that the training data is scaled by?"),
    why=(
        "A scaler learns a mean and a width from what it is fitted to. Fitted to all rows it "
        "tells the training something of the test rows, which are meant to be new to all of it. "
        "Fit it to the training rows, and only apply it to the others."
    ),
    file="script.py",
    bad=(
        "X = StandardScaler().fit_transform(X)\n"
        "X_train, X_test, y_train, y_test = train_test_split(X, y)\n"
    ),
    good=(
        "X_train, X_test, y_train, y_test = train_test_split(X, y)\n"
        "scaler = StandardScaler().fit(X_train)\n"
        "X_train, X_test = scaler.transform(X_train), scaler.transform(X_test)\n"
    ),
    severity=Severity.WARNING,
)
