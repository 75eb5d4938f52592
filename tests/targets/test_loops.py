"""The languages of loops: run by node, Octave, rustc, gfortran and Numba on many families, held against the package."""

import json
import subprocess
from runpy import run_path

import numpy as np
import pytest
from cases import FEW, case, every, plan_of, same_estimate, same_likelihood, tool, wheel

from thetahat.codegen.languages import fortran, javascript, numba, octave, rust


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


def with_fortran(directory, names):
    def array(values):
        return f"[{', '.join(f'{float(v)!r}_dp' for v in values)}]".replace(", ", ", &\n")

    sources, lines, calls = [], [], []
    for n in names:
        c = case(n)
        k = len(c.plan.parameters)
        path = directory / f"{n}.f90"
        path.write_text(fortran.text(c.plan, ["test"]), encoding="utf-8")
        sources.append(str(path))
        data = ", ".join(f"d{j}" for j in range(len(c.plan.variables)))
        known = "".join(f", {c.known[v.name]!r}_dp" for v in c.plan.known)
        lines += [
            f"subroutine run_{n}()",
            f"use {n}_likelihood",
            "use, intrinsic :: iso_fortran_env, only: dp => real64",
        ]
        lines += ["implicit none", f"real(dp) :: r({k}), h({k}, {k}), {data.replace(',', '(80),')}(80)"]
        lines.append("integer :: code")
        lines += [f"d{j} = {array(c.columns[v])}" for j, v in enumerate(c.plan.variables)]
        lines += [f"call estimate({data}{known}, r, code)", f'write (*, "(a)", advance="no") "{n}"']
        put = 'write (*, "(*(1x, es25.17e3))", advance="no")'
        at = f"{data}, {array(c.theta)}{known}"
        lines += [f"{put} r", f"{put} nll({at})", f"call gradient({at}, r)", f"{put} r"]
        lines += [f"call hessian({at}, h)", f"{put} h", "print *", f"end subroutine run_{n}"]
        calls.append(f"call run_{n}()")
    main = directory / "main.f90"
    main.write_text("\n".join([*lines, "program main", *calls, "end program main", ""]), encoding="utf-8")
    strict = (
        "-std=f2018 -O0 -Wall -Wextra -Werror -Wno-unused-dummy-argument -Wno-compare-reals -Wno-maybe-uninitialized"
    )
    for group, flags in ((sources, [*strict.split(), "-fcheck=all", "-c"]), ([str(main)], ["-c"])):
        command = [tool("gfortran"), *flags, *group]
        done = subprocess.run(command, capture_output=True, text=True, timeout=200, cwd=directory)
        assert done.returncode == 0, done.stderr[:3000]
    objects = [str(o) for o in directory.glob("*.o")]
    subprocess.run([tool("gfortran"), *objects, "-o", str(directory / "main")], check=True, timeout=60)
    done = subprocess.run([str(directory / "main")], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr[:2000]
    return {w[0]: [number(v) for v in w[1:]] for w in (x.split() for x in done.stdout.splitlines())}


def with_numba(directory, names):
    wheel("numba")
    out = {}
    for n in names:
        c = case(n)
        path = directory / f"{n}.py"
        path.write_text(numba.text(c.plan, ["test"]), encoding="utf-8")
        module = run_path(str(path))
        data, known = [c.columns[v] for v in c.plan.variables], [c.known[k.name] for k in c.plan.known]
        numbers = [*module["estimate"](*data, *known).values(), module["nll"](*data, c.theta, *known)]
        numbers += [*module["gradient"](*data, c.theta, *known), *module["hessian"](*data, c.theta, *known).ravel()]
        out[n] = [float(v) for v in numbers]
    return out


RUN = {"javascript": with_node, "octave": with_octave, "rust": with_rust, "fortran": with_fortran, "numba": with_numba}


@pytest.mark.parametrize("target", RUN)
def test_a_few_families(target, tmp_path):
    # Octave takes a second for what the others do in a millisecond; Numba compiles for seconds
    names = FEW[: {"octave": 6, "numba": 3}.get(target)]
    found = RUN[target](tmp_path, names)
    assert sorted(found) == sorted(names)
    assert [d for n, numbers in found.items() for d in differences(n, numbers)] == []


@pytest.mark.long
@pytest.mark.parametrize("target", ["javascript", "fortran"])
def test_every_family(target, tmp_path):
    found = RUN[target](tmp_path, every())
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
