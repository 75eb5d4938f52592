"""JavaScript, Octave and Rust: run by node, Octave and rustc on many families, held against the package."""

import json
import subprocess

import numpy as np
import pytest
from cases import FEW, case, every, plan_of, same_estimate, same_likelihood, tool

from thetahat.codegen.languages import javascript, octave, rust


def differences(name, numbers):
    """Estimate, then nll, gradient and Hessian at the point away from the optimum; sums here are plain ones."""
    c = case(name)
    k = len(c.plan.parameters)
    estimate, (nll,), gradient, hessian = np.split(np.array(numbers), [k, k + 1, 2 * k + 1])
    with np.errstate(all="ignore"):
        value = c.likelihood.nll(c.theta)
        size = np.sum(np.abs(c.likelihood.log_density(c.theta)))
    if abs(nll - value) <= 1e-12 * size + 1e-12:
        nll = value
    return same_estimate(c, estimate) + same_likelihood(c, nll, gradient, hessian.reshape(k, k))


def number(text):
    return float(text.strip("[],").replace("Infinity", "inf"))


def with_node(directory, names):
    lines = []
    for n in names:
        c = case(n)
        path = directory / f"{n}.mjs"
        path.write_text(javascript.text(c.plan, ["test"]), encoding="utf-8")
        data = ", ".join(json.dumps(list(c.columns[v])) for v in c.plan.variables)
        known = "".join(f", {c.known[k.name]!r}" for k in c.plan.known)
        lines.append(f'const {n} = await import("{path}");')
        values = f"...Object.values({n}.estimate({data}{known}).estimate)"
        at = f"{data}, {json.dumps(list(c.theta))}{known}"
        values += f", {n}.nll({at}), ...{n}.gradient({at}), ...{n}.hessian({at}).flat()"
        lines.append(f'console.log("{n}", {values});')
    script = directory / "all.mjs"
    script.write_text("\n".join(lines), encoding="utf-8")
    done = subprocess.run([tool("node"), str(script)], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr[:2000]
    return {w[0]: [number(v) for v in w[1:]] for w in (x.split() for x in done.stdout.splitlines())}


def with_rust(directory, names):
    modules, lines = [], []
    for n in names:
        c = case(n)
        path = directory / f"{n}.rs"
        path.write_text(rust.text(c.plan, ["test"]), encoding="utf-8")
        arrays = [f"&[{', '.join(repr(float(x)) for x in c.columns[v])}]" for v in c.plan.variables]
        known = "".join(f", {c.known[k.name]!r}" for k in c.plan.known)
        at = f"&[{', '.join(repr(float(t)) for t in c.theta)}]"
        modules.append(f"mod {n};")
        lines.append(f"    match {n}::estimate({', '.join(arrays)}{known}) {{")
        lines.append(f'        Ok(r) => print!("{n} {{:?}} ", r),')
        lines.append(f'        Err({n}::Trouble::NoMaximum(r)) => print!("{n} {{:?}} ", r),')
        lines.append(f'        Err(_) => print!("{n} {{:?}} ", [f64::NAN; {len(c.plan.parameters)}]),')
        lines.append("    }")
        at = f"{', '.join(arrays)}, {at}{known}"
        lines.append(f'    print!("{{:?}} {{:?}} ", {n}::nll({at}), {n}::gradient({at}));')
        lines.append(f'    println!("{{:?}}", {n}::hessian({at}).concat());')
    source = directory / "main.rs"
    source.write_text("\n".join([*modules, "fn main() {", *lines, "}"]), encoding="utf-8")
    program = directory / "main"
    command = [tool("rustc"), "--edition", "2021", "-D", "warnings", "-A", "dead_code", "-o", str(program), str(source)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=200)
    assert done.returncode == 0, done.stderr[:3000]
    done = subprocess.run([str(program)], capture_output=True, text=True, timeout=120)
    return {w[0]: [number(v) for v in w[1:]] for w in (x.split() for x in done.stdout.splitlines())}


def with_octave(directory, names):
    lines = ["1;"]
    for n in names:
        c = case(n)
        path = directory / f"{n}_functions.m"
        path.write_text(octave.text(c.plan, ["test"]), encoding="utf-8")
        arrays = [f"[{', '.join(repr(float(x)) for x in c.columns[v])}]" for v in c.plan.variables]
        known = "".join(f", {c.known[k.name]!r}" for k in c.plan.known)
        at = f"[{', '.join(repr(float(t)) for t in c.theta)}]"
        data = ", ".join(arrays)
        lines.append(f'source("{path}"); e = estimate_{n}({data}{known});')
        at = f"{data}, {at}{known}"
        values = f"cell2mat(struct2cell(e)), nll_{n}({at}), gradient_{n}({at}), hessian_{n}({at})"
        lines.append(f'printf("{n}"); printf(" %.17g", {values}); printf("\\n");')
    script = directory / "run_all.m"
    script.write_text("\n".join(lines), encoding="utf-8")
    done = subprocess.run([tool("octave-cli"), str(script)], capture_output=True, text=True, timeout=280)
    return {w[0]: [number(v) for v in w[1:]] for w in (x.split() for x in done.stdout.splitlines())}


RUN = {"javascript": with_node, "octave": with_octave, "rust": with_rust}


@pytest.mark.parametrize("target", RUN)
def test_a_few_families(target, tmp_path):
    # Octave takes a second for what the others do in a millisecond
    names = FEW[:6] if target == "octave" else FEW
    found = RUN[target](tmp_path, names)
    assert sorted(found) == sorted(names)
    assert [d for n, numbers in found.items() for d in differences(n, numbers)] == []


@pytest.mark.long
def test_every_family_in_javascript(tmp_path):
    found = with_node(tmp_path, every())
    assert [d for n, numbers in found.items() for d in differences(n, numbers)] == []


def test_bad_data_are_refused_in_the_manner_of_the_language(tmp_path):
    path = tmp_path / "gamma.mjs"
    path.write_text(javascript.text(plan_of("gamma"), ["test"]), encoding="utf-8")
    calls = "[[], [1, NaN], [1, -2]]"
    script = (
        f'import("{path}").then((m) => {{ for (const x of {calls}) '
        "{ try { m.estimate(x); } catch (e) { console.log(e.message); } } "
        "console.log(m.estimate([2, 2]).exists); })"
    )
    done = subprocess.run([tool("node"), "-e", script], capture_output=True, text=True, timeout=60)
    assert done.stdout.splitlines() == ["x is empty", "1 values of x are not finite", "x must be > 0", "false"]
