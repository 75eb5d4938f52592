"""Write r_densities.json: R's log-density of every family that R has, at three parameter points.

    python tests/families/reference/make_r_densities.py          (needs Rscript)

R reads the mapping of the family's file as it stands: `shape = "shape"`, `rate = "1/scale"`.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np

sys.path[:0] = [str(Path(__file__).resolve().parents[2]), str(Path(__file__).resolve().parents[1])]

from test_catalogue import FAMILIES, ends, points, table  # noqa: E402

HERE = Path(__file__).resolve().parent


def observations(name: str, named: dict[str, float]) -> list[float]:
    """A few values inside the support."""
    low, high, discrete = ends(name, named)
    if discrete:
        return [float(k) for k in np.arange(max(low, -4), min(high, max(low, -4) + 8) + 1)]
    left = low if np.isfinite(low) else -6.0
    right = high if np.isfinite(high) else left + 9.0
    return [float(v) for v in left + (right - left) * np.array([0.05, 0.21, 0.37, 0.52, 0.76, 0.93])]


def call(name: str, named: dict[str, float], x: list[float]) -> str:
    """The R expression for the log-densities."""
    mapping = dict(table(name)["aliases"]["r"])
    function = mapping.pop("name")
    values = ", ".join(f"{k} = {v!r}" for k, v in named.items())
    arguments = ", ".join(f"{k} = {v}" for k, v in mapping.items())
    return f"with(list({values}), d{function}(c({', '.join(map(repr, x))}), {arguments}, log = TRUE))"


def main() -> None:
    """Ask R once for everything."""
    cases = [
        {"family": n, "point": p, "x": observations(n, p)}
        for n in FAMILIES
        if "r" in table(n).get("aliases", {})
        for p in points(n)
    ]
    calls = [call(c["family"], c["point"], c["x"]) for c in cases]
    source = "\n".join(f'cat(sprintf("%.17g", {c}), "\\n")' for c in calls) + "\ncat(R.version.string)\n"
    ended = subprocess.run(["Rscript", "-"], input=source, capture_output=True, text=True, check=True)
    *lines, version = ended.stdout.strip().splitlines()
    for case, line in zip(cases, lines, strict=True):
        case["log_density"] = [float(v) for v in line.split()]
    target = HERE / "r_densities.json"
    target.write_text(json.dumps({"made_by": version, "cases": cases}, indent=1) + "\n")
    print(f"{len(cases)} cases written")


if __name__ == "__main__":
    main()
