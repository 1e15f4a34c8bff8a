"""The scaling has seen the rows that are put aside for the test."""

from __future__ import annotations

from grader.findings import Misconception
from grader.results.finding import Severity

LEAKED_STATISTICS = Misconception(
    code="leaked-statistics",
    believes="Scaling only moves numbers: it learns nothing from them.",
    message="The scaling has seen the rows that are put aside for the test.",
    hint="From which rows come the mean and the width that the training data is scaled by?",
    why=(
        "A scaler learns a mean and a width from what it is fitted to. Fitted to all rows it "
        "tells the training something of the test rows, which are meant to be new to all of it. "
        "Fit it to the training rows, and only apply it to the others."
    ),
    file="script.py",
    bad=(
        "from sklearn.model_selection import train_test_split\n"
        "from sklearn.preprocessing import StandardScaler\n"
        "\n"
        "\n"
        "def make_loaders():\n"
        "    scaled = StandardScaler().fit_transform(items)\n"
        "    parts = train_test_split(scaled, labels.numpy())\n"
        "    X_train, X_test, y_train, y_test = map(torch.tensor, parts)\n"
        "    train_set = TensorDataset(X_train.float(), y_train)\n"
        "    test_set = TensorDataset(X_test.float(), y_test)\n"
        "    return DataLoader(train_set, 40), DataLoader(test_set, 40)\n"
    ),
    good=(
        "from sklearn.model_selection import train_test_split\n"
        "from sklearn.preprocessing import StandardScaler\n"
        "\n"
        "\n"
        "def make_loaders():\n"
        "    X_train, X_test, y_train, y_test = train_test_split(items.numpy(), labels)\n"
        "    scaler = StandardScaler().fit(X_train)\n"
        "    parts = map(torch.tensor, (scaler.transform(X_train), scaler.transform(X_test)))\n"
        "    X_train, X_test = (part.float() for part in parts)\n"
        "    train_set = TensorDataset(X_train, y_train)\n"
        "    test_set = TensorDataset(X_test, y_test)\n"
        "    return DataLoader(train_set, 40), DataLoader(test_set, 40)\n"
    ),
    severity=Severity.WARNING,
)
