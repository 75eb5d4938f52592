"""What the programs of every target say about many cases: files written, compiled and run, numbers read back.

RUN["rust"](directory, cases) -> for each case: estimate, nll, gradient, Hessian by rows, in one list
"""

import ctypes
import subprocess
from runpy import run_path

import numpy as np
from cases import tool, wheel

from thetahat.codegen.languages import c, fortran, javascript, jax, numba, octave, r, rust


def families(directory, cases, ending, write):
    """A file for each family among the cases: its name to its path."""
    paths = {}
    for case in cases:
        if case.name not in paths:
            paths[case.name] = directory / f"{case.name}{ending}"
            paths[case.name].write_text(write(case.plan, ["test"]), encoding="utf-8")
    return paths


def arguments(case):
    """(columns in the order of the plan, known constants)."""
    return [case.columns[v] for v in case.plan.variables], [case.known[k.name] for k in case.plan.known]


def listed(values, brackets, ending=""):
    return brackets[0] + ", ".join(f"{float(v)!r}{ending}" for v in values) + brackets[1]


def call(case, brackets, ending=""):
    """(data and known constants; data, parameters and known constants), as two texts."""
    data, known = arguments(case)
    columns = ", ".join(listed(v, brackets, ending) for v in data)
    constants = "".join(f", {v!r}{ending}" for v in known)
    return columns + constants, f"{columns}, {listed(case.theta, brackets, ending)}{constants}"


def number(text):
    text = text.strip("[],").replace("Infinity", "inf").replace("NA", "nan")
    return float(text)


def lines_of(done):
    assert done.returncode == 0, done.stderr[-3000:]
    return [[number(w) for w in line.split()] for line in done.stdout.splitlines()]


def command(*words, cwd=None, seconds=280):
    return subprocess.run([str(w) for w in words], capture_output=True, text=True, timeout=seconds, cwd=cwd)


def with_node(directory, cases):
    paths = families(directory, cases, ".mjs", javascript.text)
    lines = [f'import * as {n} from "{path}";' for n, path in paths.items()]
    for case in cases:
        data, at = call(case, "[]")
        values = f"...Object.values({case.name}.estimate({data}).estimate), {case.name}.nll({at})"
        values += f", ...{case.name}.gradient({at}), ...{case.name}.hessian({at}).flat()"
        lines.append(f"console.log({values});")
    script = directory / "all.mjs"
    script.write_text("\n".join(lines), encoding="utf-8")
    return lines_of(command(tool("node"), script))


def with_rust(directory, cases):
    paths = families(directory, cases, ".rs", rust.text)
    lines = []
    for case in cases:
        data, at = call(case, ("&[", "]"))
        n = case.name
        lines.append(f"    match {n}::estimate({data}) {{")
        lines.append('        Ok(r) => print!("{:?} ", r),')
        lines.append(f'        Err({n}::Trouble::NoMaximum(r)) => print!("{{:?}} ", r),')
        lines.append(f'        Err(_) => print!("{{:?}} ", [f64::NAN; {len(case.theta)}]),')
        lines.append("    }")
        lines.append(f'    print!("{{:?}} {{:?}} ", {n}::nll({at}), {n}::gradient({at}));')
        lines.append(f'    println!("{{:?}}", {n}::hessian({at}).concat());')
    source, program = directory / "main.rs", directory / "main"
    modules = [f"mod {n};" for n in paths]
    source.write_text("\n".join([*modules, "fn main() {", *lines, "}"]), encoding="utf-8")
    strict = ["--edition", "2021", "-D", "warnings", "-A", "dead_code"]
    done = command(tool("rustc"), *strict, "-o", program, source)
    assert done.returncode == 0, done.stderr[:3000]
    return lines_of(command(program))


def with_octave(directory, cases):
    paths = families(directory, cases, "_functions.m", octave.text)
    lines = ["1;", *(f'source("{path}");' for path in paths.values())]
    for case in cases:
        data, at = call(case, "[]")
        n = case.name
        lines.append(f"e = estimate_{n}({data});")
        values = f"cell2mat(struct2cell(e)), nll_{n}({at}), gradient_{n}({at}), hessian_{n}({at})"
        lines.append(f'printf(" %.17g", {values}); printf("\\n");')
    script = directory / "run_all.m"
    script.write_text("\n".join(lines), encoding="utf-8")
    return lines_of(command(tool("octave-cli"), script, seconds=580))


def with_fortran(directory, cases):
    def array(values):
        return listed(values, "[]", "_dp").replace(", ", ", &\n")

    paths = families(directory, cases, ".f90", fortran.text)
    lines, calls = [], []
    for i, case in enumerate(cases):
        k, n = len(case.theta), len(next(iter(case.columns.values())))
        data, known = arguments(case)
        names = ", ".join(f"d{j}" for j in range(len(data)))
        constants = "".join(f", {v!r}_dp" for v in known)
        lines += [f"subroutine run_{i}()", f"use {case.name}_likelihood"]
        lines += ["use, intrinsic :: iso_fortran_env, only: dp => real64", "implicit none", "integer :: code"]
        lines += [f"real(dp) :: r({k}), h({k}, {k}), " + ", ".join(f"d{j}({n})" for j in range(len(data)))]
        lines += [f"d{j} = {array(v)}" for j, v in enumerate(data)]
        lines += [f"call estimate({names}{constants}, r, code)"]
        put = 'write (*, "(*(1x, es25.17e3))", advance="no")'
        at = f"{names}, {array(case.theta)}{constants}"
        lines += [f"{put} r", f"{put} nll({at})", f"call gradient({at}, r)", f"{put} r"]
        lines += [f"call hessian({at}, h)", f"{put} h", "print *", f"end subroutine run_{i}"]
        calls.append(f"call run_{i}()")
    main = directory / "main.f90"
    main.write_text("\n".join([*lines, "program main", *calls, "end program main", ""]), encoding="utf-8")
    strict = (
        "-std=f2018 -O0 -Wall -Wextra -Werror -Wno-unused-dummy-argument -Wno-compare-reals -Wno-maybe-uninitialized"
    )
    for group, flags in ((paths.values(), [*strict.split(), "-fcheck=all", "-c"]), ([main], ["-c"])):
        done = command(tool("gfortran"), *flags, *group, cwd=directory)
        assert done.returncode == 0, done.stderr[:3000]
    done = command(tool("gfortran"), *directory.glob("*.o"), "-o", directory / "main")
    assert done.returncode == 0, done.stderr[:3000]
    return lines_of(command(directory / "main"))


def with_module(directory, cases, write):
    """Python modules with estimate, nll, gradient, hessian of (columns, parameters, known constants)."""
    modules = {n: run_path(str(path)) for n, path in families(directory, cases, ".py", write).items()}
    out = []
    for case in cases:
        m, (data, known) = modules[case.name], arguments(case)
        numbers = [*m["estimate"](*data, *known).values(), m["nll"](*data, case.theta, *known)]
        numbers += [*m["gradient"](*data, case.theta, *known), *np.ravel(m["hessian"](*data, case.theta, *known))]
        out.append([float(v) for v in numbers])
    return out


def with_numba(directory, cases):
    wheel("numba")
    return with_module(directory, cases, numba.text)


def with_jax(directory, cases):
    wheel("jax")
    return with_module(directory, cases, jax.text)


def with_r(directory, cases):
    paths = families(directory, cases, ".R", lambda plan, head: r._File(plan).text(head))
    lines = [f'source("{path}")' for path in paths.values()]
    for case in cases:
        data, at = call(case, ("c(", ")"))
        n = case.name
        values = f"suppressWarnings(mle_{n}({data}))$estimate"
        values += f", nll_{n}({at}), gradient_{n}({at}), hessian_{n}({at})"
        lines.append(f'cat(sprintf("%.17g", c({values})), "\\n")')
    script = directory / "all.R"
    script.write_text("\n".join(lines), encoding="utf-8")
    return lines_of(command(tool("Rscript"), script))


C_FLAGS = [
    *("-std=c99", "-O0", "-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wshadow", "-Werror"),
    *("-fsanitize=undefined", "-fno-sanitize-recover", "-shared", "-fPIC"),
]
Pointer = ctypes.POINTER(ctypes.c_double)


def with_c(directory, cases):
    paths = families(directory, cases, ".c", lambda plan, head: c._File(plan).text(head))
    done = command(tool("gcc"), *C_FLAGS, *paths.values(), "-o", directory / "all.so", "-lm")
    assert done.returncode == 0, done.stderr[:3000]
    library = ctypes.CDLL(str(directory / "all.so"))
    out = []
    for case in cases:
        k = len(case.theta)
        data, known = arguments(case)
        arrays = [np.ascontiguousarray(v, dtype=float) for v in data]
        first = [a.ctypes.data_as(Pointer) for a in arrays]
        first += [ctypes.c_size_t(len(arrays[0])), *map(ctypes.c_double, known)]
        theta = np.array(case.theta, dtype=float)
        at = theta.ctypes.data_as(Pointer)
        estimate, gradient, hessian = np.zeros(k), np.zeros(k), np.zeros(k * k)
        nll = getattr(library, f"{case.name}_nll")
        nll.restype = ctypes.c_double
        getattr(library, f"{case.name}_estimate")(*first, estimate.ctypes.data_as(Pointer))
        getattr(library, f"{case.name}_gradient")(*first, at, gradient.ctypes.data_as(Pointer))
        getattr(library, f"{case.name}_hessian")(*first, at, hessian.ctypes.data_as(Pointer))
        out.append([*estimate, nll(*first, at), *gradient, *hessian])
    return out


RUN = {
    "c": with_c,
    "r": with_r,
    "javascript": with_node,
    "fortran": with_fortran,
    "rust": with_rust,
    "octave": with_octave,
    "numba": with_numba,
    "jax": with_jax,
}
