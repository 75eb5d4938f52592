"""What the gallery says of a family.  tests/test_build.py derives every family anew and finds the same."""

import re
from functools import cache
from pathlib import Path

INDEX = Path(__file__).parents[1] / "generated" / "README.md"


@cache
def verdicts() -> dict[str, str]:
    """Family to verdict, from the lines: title<br>`family` | estimator | verdict | maximum | derivation | code."""
    lines = re.findall(r"<br>`(\w+)` \|.* \| (\w+) \|[^|]*\|[^|]*\|[^|]*\|$", INDEX.read_text(encoding="utf-8"), re.M)
    return dict(lines)
