"""Compare the package with the table, row by row, through its public names only.

    python tests/truth/run.py [row or group …] [--limit 60] [--json FILE] [--list]

Every row runs in a process of its own.  The estimate is `right` when its likelihood is within 1e-9 (relative) of the
best known, `imprecise` within 1e-6, `honest` when the package says that it has no such estimate, `WRONG` otherwise.
Where no estimate exists, `right` means that the package says so.
"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
import time
import traceback
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from truth.table import GROUPS, ROWS, Row

ADMISSIONS = ("local maximum", "limit", "not unique", "no maximum", "not converged", "unbounded")


def own(error: BaseException) -> bool:
    """True for an error that the package raises on purpose."""
    return any(c.__module__.split(".")[0] == "thetahat" for c in type(error).__mro__)


def judge(row: Row, data: Any, truth: list[float] | None, values: list[float], admits: bool) -> tuple[str, str]:
    """A word for the estimate, and a remark."""
    if truth is None:
        silent = not admits and all(math.isfinite(v) for v in values)
        return ("WRONG", "an estimate without a word, where none exists") if silent else ("right", "")
    best, reached = row.nll(data, truth), row.nll(data, values)
    loss = (reached - best) / (1 + abs(best))
    if loss < -1e-6:
        return "right", f"better than the table by {-loss:.1e}: look at this row"
    if loss <= 1e-9:
        return "right", ""
    if loss <= 1e-6:
        return "imprecise", f"above the best by {loss:.1e}"
    return "honest" if admits else "WRONG", f"above the best by {loss:.1e}, truth {truth}"


def compare(row: Row) -> dict[str, Any]:
    """Declare, derive and fit one row."""
    import thetahat as th

    data = row.data()
    truth = row.truth(data)
    out: dict[str, Any] = {"id": row.id, "verdict": "-", "estimate": "-", "remark": ""}
    stage, began = "declare", time.perf_counter()
    try:
        model = th.declare(row.density, parameters=dict(row.parameters), support=row.support, **row.options)
        stage = "derive"
        derivation = th.derive(model)
        out["verdict"] = str(derivation.verdict)
        out["derive_seconds"] = round(time.perf_counter() - began, 2)
        certificate = getattr(derivation, "certificate", None)
        out["certificate"] = {f.claim: str(f.status) for f in getattr(certificate, "findings", ())}
        stage, began = "fit", time.perf_counter()
        fit = th.fit(derivation, data, fixed=dict(row.fixed) or None)
        out["fit_seconds"] = round(time.perf_counter() - began, 2)
        out["outcome"], out["route"] = str(fit.outcome), str(fit.route)
        values = [float(fit.params[p]) for p in row.parameters]
        out["values"] = values
        admits = str(fit.outcome).lower().startswith(ADMISSIONS) or not fit.converged
        out["estimate"], out["remark"] = judge(row, data, truth, values, admits)
    except Exception as error:
        line = f"{stage}: {type(error).__name__}: {error}".replace("\n", " ")
        out["remark"] = line[:300]
        if own(error):
            out["estimate"] = "right" if truth is None and stage == "fit" else "honest"
        else:
            out["estimate"] = "crash"
            out["traceback"] = traceback.format_exc()
    return out


def one(id: str, limit: float) -> dict[str, Any]:
    """A row in its own process, stopped at the limit."""
    began = time.perf_counter()
    command = [sys.executable, str(Path(__file__).resolve()), "--one", id]
    try:
        ended = subprocess.run(command, capture_output=True, text=True, timeout=limit, check=False)
        lines = ended.stdout.strip().splitlines()
        result = json.loads(lines[-1]) if lines and lines[-1].startswith("{") else None
        if result is None:
            words = (ended.stderr.strip().splitlines() or ["silently"])[-1]
            result = {"id": id, "verdict": "-", "estimate": "crash", "remark": f"the process ended: {words[:200]}"}
    except subprocess.TimeoutExpired:
        result = {"id": id, "verdict": "-", "estimate": "timeout", "remark": f"over {limit:g} s"}
    result["seconds"] = round(time.perf_counter() - began, 1)
    return result


def selected(names: list[str]) -> list[str]:
    """Row ids for names of rows and groups; all of them when there is no name."""
    if not names:
        return list(ROWS)
    ids: list[str] = []
    for name in names:
        if name in GROUPS:
            ids += [i for i, r in ROWS.items() if r.minus_log_likelihood.__globals__ is vars(GROUPS[name])]
        elif name in ROWS:
            ids.append(name)
        else:
            raise SystemExit(f"no row and no group {name!r}; groups: {', '.join(GROUPS)}")
    return ids


def main() -> int:
    """Run the chosen rows and print the table; 0 when every point is there and nothing is wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*")
    parser.add_argument("--limit", type=float, default=60)
    parser.add_argument("--json")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        print(json.dumps(compare(ROWS[asked.one]), default=str))
        return 0
    ids = selected(asked.names)
    if asked.list:
        for id in ids:
            print(f"{id:36} {ROWS[id].why}")
        print(f"{len(ids)} rows")
        return 0
    print(f"{'row':36} {'expected':12} {'verdict':10} {'points':6} {'estimate':9} {'s':>6}  remark")
    results, points, possible = [], 0.0, 0
    for id in ids:
        result, row = one(id, asked.limit), ROWS[id]
        results.append(result)
        expected, worth = "-", ""
        if row.expect is not None:
            expected = "|".join(v for v, w in row.expect.items() if w == 1)
            worth = f"{row.expect.get(result['verdict'], 0.0):g}"
            points += float(worth)
            possible += 1
        line = f"{id:36} {expected:12} {result['verdict']:10} {worth:6} {result['estimate']:9} {result['seconds']:6.1f}"
        print(f"{line}  {result['remark'][:150]}", flush=True)
    count = {
        w: sum(r["estimate"] == w for r in results)
        for w in ("right", "imprecise", "honest", "WRONG", "timeout", "crash")
    }
    print(f"\nverdicts {points:g} of {possible}; estimates " + ", ".join(f"{w} {c}" for w, c in count.items()))
    if asked.json:
        Path(asked.json).write_text(json.dumps(results, indent=1))
    return 0 if points == possible and count["right"] == len(ids) else 1


if __name__ == "__main__":
    sys.exit(main())
