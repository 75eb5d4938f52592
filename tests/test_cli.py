"""The command, as people type it: what is printed, and with which exit code."""

import io
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from scipy import optimize, special, stats

from everyday import mostly_long
from thetahat.cli import main

DATA = Path(__file__).parent / "data"
BEARINGS = str(DATA / "ball_bearings.txt")
HOURS = str(DATA / "air_conditioning.csv")
COMMAND = [sys.executable, "-c", "from thetahat.cli import main; main()"]


def thetahat(*arguments, text=None, environment=None, cwd=None):
    """Run the command in this process, as the entry point would: stdout, stderr and the exit code."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    stdin = io.TextIOWrapper(io.BytesIO((text or "").encode()), encoding="utf-8")
    code = 0
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["thetahat", *map(str, arguments)])
        for name, stream in (("stdout", out), ("stderr", err), ("stdin", stdin)):
            patch.setattr(sys, name, stream)
        for name, value in (environment or {}).items():
            patch.setenv(name, value)
        if cwd:
            patch.chdir(cwd)
        try:
            main()
        except SystemExit as error:
            code = error.code
    out.flush(), err.flush()
    return Done(code or 0, *(stream.buffer.getvalue().decode() for stream in (out, err)))


@dataclass
class Done:
    returncode: int
    stdout: str
    stderr: str


def refused(done, *words):
    """One line on stderr, exit 2, nothing on stdout."""
    assert done.returncode == 2, (done.returncode, done.stdout, done.stderr)
    lines = done.stderr.splitlines()
    assert len(lines) == 1 and lines[0].startswith("thetahat: "), done.stderr
    assert "Traceback" not in done.stderr and done.stdout == ""
    for word in words:
        assert word in lines[0], lines[0]


# ------------------------------------------------------------------ what is quick


def test_help_is_quick_and_names_the_commands():
    times = []
    for _ in range(5):
        start = time.perf_counter()
        done = subprocess.run([*COMMAND, "--help"], capture_output=True, text=True)
        times.append(time.perf_counter() - start)
    assert done.returncode == 0
    assert all(name in done.stdout for name in ("families", "show", "derive", "fit", "generate", "build"))
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import click"], check=True)
    # The interpreter's own start is the machine's; what the command adds to it must be small.
    assert min(times) < 0.1 + (time.perf_counter() - start)


def test_without_arguments_there_is_help():
    done = thetahat()
    assert done.returncode == 0 and "Usage" in done.stdout


def test_version():
    import thetahat as package

    assert package.__version__ in thetahat("--version").stdout


# ------------------------------------------------------------------ what is refused


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nonsense"], ["No such command 'nonsense'"]),
        (["fit", "--nonsense"], ["No such option", "--nonsense", "thetahat fit --help"]),
        (["fit"], ["takes a model and a data file", "not 0 arguments"]),
        (["fit", "normal"], ["not 1 argument"]),
        (["fit", "normal", "nofile.csv"], ["no file 'nofile.csv'"]),
        (["fit", "normal", str(DATA / "heights.tx")], ["did you mean", "heights.txt"]),
        (["fit", "normal", HOURS], ["2 columns", "'aircraft', 'hours'", "say which"]),
        (["fit", "normal", HOURS, "--column", "hour"], ["did you mean 'hours'"]),
        (["fit", "gama", BEARINGS], ["'gama'", "gamma"]),
        (["fit", "normal", BEARINGS, "--fixed", "mu"], ["--fixed", "mu=0"]),
        (["fit", "normal", BEARINGS, "--fixed", "mu=zero"], ["'zero' is not a number"]),
        (["derive"], ["say which model"]),
        (["derive", "gama"], ["'gama'", "gamma"]),
        (["derive", "nofile.toml"], ["nofile.toml"]),
        (["derive", "normal", "--density", "x"], ["not both"]),
        (["derive", "normal", "--support", "x > 0"], ["--support goes with --density"]),
        (["derive", "normal", "-o", "normal.docx"], ["normal.docx", ".tex"]),
        (["derive", "normal", "--lang", "xx"], ["xx"]),
        (["derive", "--density", "lam*exp(-lam*x)"], ["--parameter"]),
        (["derive", "--density", "lam*exp(-lam*x)", "-p", "lam: positive"], ["--support"]),
        (["derive", "--density", "lam*exp(-lam*x)", "-p", "lam positive", "--support", "x>0"], ["lam: positive"]),
        (["generate", "normal", "--target", "cobol"], ["cobol", "numpy"]),
        (["show", "gama"], ["gamma"]),
    ],
)
def test_malformed_requests(arguments, words, tmp_path):
    refused(thetahat(*arguments, cwd=tmp_path), *words)


@pytest.mark.parametrize(
    ("density", "parameter", "support", "words"),
    [
        ("__import__('os').system('id')", "lam: positive", "x > 0", []),
        ("(" * 10_000 + "x" + ")" * 10_000, "lam: positive", "x > 0", []),
        ("9**9**9**9", "lam: positive", "x > 0", []),
        ("lam*exp(-lam*x", "lam: positive", "x > 0", []),
        ("lam*foo(-lam*x)", "lam: positive", "x > 0", ["foo"]),
        ("mu*exp(-lam*x)", "lam: positive", "x > 0", ["mu"]),
        ("exp(-x)", "lam: positive", "x > 0", ["lam"]),
        ("lam*exp(-lam*x)", "lam: postive", "x > 0", ["postive"]),
        ("lam*exp(-lam*x)", "lam: positive", "x >> 0", []),
        ("lam*exp(-lam*x)", "lam: positive", "x > 0 > x", []),
        ("2*lam*exp(-lam*x)", "lam: positive", "x > 0", ["kernel"]),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else "",
)
def test_densities_that_are_none(density, parameter, support, words):
    start = time.perf_counter()
    done = thetahat("derive", "--density", density, "--parameter", parameter, "--support", support)
    refused(done, *words)
    assert time.perf_counter() - start < 10


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ["no data"]),
        ("rain\n", ["no data"]),
        ("rain\n1\nwet\n", ["'rain'", "row 2", "'wet'"]),
        ("rain,snow\n1,\n2,3\n", ["say which"]),
        ("1\nnan\n", ["row 2"]),
        ("1\ninf\n", ["row 2"]),
        ("1\n-2\n3\n", ["-2"]),
    ],
)
def test_data_that_are_none_for_a_gamma(text, words):
    refused(thetahat("fit", "gamma", "-", text=text), *words)


def test_an_unwritable_file_is_one_line(tmp_path):
    refused(thetahat("derive", "exponential", "-o", tmp_path / "missing" / "a.md"), "missing")


# ------------------------------------------------------------------ what is done


def test_families_are_listed_with_their_titles():
    done = thetahat("families")
    names = [line.split()[0] for line in done.stdout.splitlines()]
    assert done.returncode == 0 and names == sorted(names) and {"normal", "gamma", "weibull", "poisson"} <= set(names)
    assert "Weibull" in done.stdout


def test_show():
    done = thetahat("show", "gamma")
    assert done.returncode == 0
    for word in ("x**(shape-1)*exp(-x/scale)", "x > 0", "scale: positive", "SciPy gamma(a=shape", "references"):
        assert word in done.stdout


def test_fit_a_text_file():
    """Ball bearings and the Weibull distribution: shape 2.102, scale 81.88 in the literature on reliability."""
    done = thetahat("fit", "weibull", BEARINGS, "--json")
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    shape, scale = result["params"]["shape"], result["params"]["scale"]
    assert shape == pytest.approx(2.102, abs=5e-4) and scale == pytest.approx(81.88, abs=5e-3)
    x = np.loadtxt(BEARINGS)
    # The profile equation for the shape, solved by another hand.
    root = optimize.brentq(lambda k: (x**k @ np.log(x)) / (x**k).sum() - 1 / k - np.log(x).mean(), 1, 4, xtol=1e-13)
    assert shape == pytest.approx(root, rel=1e-10)
    assert result["log_likelihood"] == pytest.approx(stats.weibull_min.logpdf(x, shape, 0, scale).sum(), rel=1e-13)


def test_fit_a_column_with_weights():
    """Bliss and Fisher (1953): red mites on apple leaves, k = 1.02459 by maximum likelihood."""
    options = ["--column", "mites", "--weights", "leaves", "--json"]
    result = json.loads(thetahat("fit", "negative_binomial", DATA / "red_mites.csv", *options).stdout)
    assert result["n"] == 150
    assert result["params"]["size"] == pytest.approx(1.02459, abs=1e-5)


def test_fit_prints_a_summary_that_fits_a_narrow_terminal():
    done = thetahat("fit", "gamma", HOURS, "--column", "hours", environment={"COLUMNS": "60"})
    assert done.returncode == 0 and "global maximum" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 60


def test_fit_from_standard_input_with_a_declared_density():
    options = ["--density", "lam*exp(-lam*x)", "--parameter", "lam: positive", "--support", "x >= 0", "--json"]
    done = thetahat("fit", *options, "-", text="1 2 3 6\n")
    assert json.loads(done.stdout)["params"] == {"lam": pytest.approx(1 / 3, rel=1e-14)}


def test_fit_several_columns_with_other_names(tmp_path):
    path = tmp_path / "growth.csv"
    path.write_text("age,height\n1,80\n2,88\n3,97\n4,101\n")
    done = thetahat("fit", "linear_regression", path, "-c", "y=height", "-c", "z=age", "--json")
    slope, intercept = np.polyfit([1, 2, 3, 4], [80, 88, 97, 101], 1)
    params = json.loads(done.stdout)["params"]
    assert params["slope"] == pytest.approx(slope) and params["intercept"] == pytest.approx(intercept)


def test_fit_with_a_fixed_parameter():
    """With the shape held at 1 a gamma is an exponential: its scale is the mean."""
    done = thetahat("fit", "gamma", BEARINGS, "--fixed", "shape=1", "--json")
    mean = np.loadtxt(BEARINGS).mean()
    assert json.loads(done.stdout)["params"] == {"shape": 1.0, "scale": pytest.approx(mean, rel=1e-12)}


def test_fit_a_toml_file(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text('density = "a*x**(a-1)"\nsupport = "0 < x < 1"\n[parameters]\na = "positive"\n')
    done = thetahat("fit", path, "-", "--json", text="0.5\n0.25\n")
    assert json.loads(done.stdout)["params"]["a"] == pytest.approx(2 / (3 * np.log(2)), rel=1e-13)


@pytest.mark.parametrize(("family", "text"), [("gamma", "2\n2\n2\n"), ("normal", "3\n")])
def test_sound_data_without_a_maximum_exit_1(family, text):
    done = thetahat("fit", family, "-", text=text)
    assert done.returncode == 1 and "no maximum: " in done.stdout, (done.stdout, done.stderr)
    result = json.loads(thetahat("fit", family, "-", "--json", text=text).stdout, parse_constant=pytest.fail)
    assert result["converged"] is False and result["outcome"].startswith("no maximum: ")


def test_fit_draws_a_picture(tmp_path):
    picture = tmp_path / "fit.svg"
    assert thetahat("fit", "gamma", BEARINGS, "--plot", picture).returncode == 0
    assert "<svg" in picture.read_text()


def test_derive_prints_text_and_writes_files_by_suffix(tmp_path):
    done = thetahat("derive", "exponential")
    assert done.returncode == 0 and "λ" in done.stdout
    for name, word in (("e.tex", r"\begin{document}"), ("e.md", "$$"), ("e.txt", "λ")):
        assert thetahat("derive", "exponential", "-o", tmp_path / name).returncode == 0
        assert word in (tmp_path / name).read_text(encoding="utf-8")
    assert r"\begin{document}" in thetahat("derive", "exponential", "--format", "latex").stdout


def test_derive_in_korean_and_in_brief():
    korean = thetahat("derive", "exponential", "--lang", "ko").stdout
    assert "가능도" in korean
    brief, full = (thetahat("derive", "exponential", "--detail", d).stdout for d in ("brief", "full"))
    assert 0 < len(brief) < len(full)


@pytest.mark.parametrize("name", mostly_long(["arcsine", "student_t"], ["arcsine"]))
def test_derive_an_unbounded_model_is_no_error(name):
    done = thetahat("derive", name)
    assert done.returncode == 0 and "unbounded" in done.stdout.lower()


def test_generated_code_runs_alone(tmp_path):
    path = tmp_path / "gamma_mle.py"
    assert thetahat("generate", "gamma", "--target", "numpy", "-o", path).returncode == 0
    program = (
        "import sys, json, numpy as np, gamma_mle\n"
        f"x = np.loadtxt({BEARINGS!r})\n"
        "estimate = gamma_mle.estimate(x)\n"
        "assert 'sympy' not in sys.modules and 'thetahat' not in sys.modules\n"
        "print(json.dumps({k: float(v) for k, v in estimate.items()}))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    x = np.loadtxt(BEARINGS)
    s = np.log(x.mean()) - np.log(x).mean()
    shape = optimize.brentq(lambda k: np.log(k) - special.digamma(k) - s, 0.1, 100, xtol=1e-13)
    found = json.loads(done.stdout)
    assert found["shape"] == pytest.approx(shape, rel=1e-9) and found["scale"] == pytest.approx(x.mean() / shape)


# ------------------------------------------------------------------ manners


def test_a_closed_pipe_is_quiet():
    reader, writer = os.pipe()
    process = subprocess.Popen([*COMMAND, "families"], stdout=writer, stderr=subprocess.PIPE)
    os.close(reader)
    os.close(writer)
    assert process.communicate()[1] == b""


def test_an_interrupt_is_quiet_and_exits_130():
    process = subprocess.Popen(
        [*COMMAND, "fit", "gamma", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    time.sleep(2.0)
    process.send_signal(signal.SIGINT)
    _, complaints = process.communicate()
    assert process.returncode == 130 and complaints.strip() == b"thetahat: interrupted"


def test_a_fault_of_ours_is_one_line_that_asks_for_a_report():
    program = (
        "import thetahat.cli as cli\n"
        "@cli.main_group.command()\n"
        "def broken(): raise ZeroDivisionError('oh\\nno')\n"
        "import sys; sys.argv[1:] = ['broken']; cli.main()"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 70 and len(done.stderr.splitlines()) == 1
    assert "internal error" in done.stderr and "ZeroDivisionError: oh no" in done.stderr


def test_fit_takes_a_covariance_and_formulas(tmp_path):
    file = tmp_path / "rain.csv"
    file.write_text("rain\n1.5\n2.5\n0.5\n4.0\n3.5\n")
    done = thetahat("fit", "exponential", str(file), "--estimate", "1/rate", "--cov", "robust")
    assert done.returncode == 0 and "1/rate = 2.4" in done.stdout and "sandwich" in done.stdout
    refused(thetahat("fit", "exponential", str(file), "--estimate", "1/rat"), "rat")
    refused(thetahat("fit", "exponential", str(file), "--cov", "magic"), "magic", "robust")


@pytest.mark.long
def test_choose_ranks_the_catalogue(tmp_path):
    file = tmp_path / "rain.csv"
    file.write_text("rain\n" + "\n".join(str(0.5 + k % 7) for k in range(40)) + "\n")
    done = thetahat("choose", str(file), "--criterion", "bic")
    assert done.returncode == 0 and "log-likelihood" in done.stdout and "is not an integer" not in done.stderr
    refused(thetahat("choose", str(file), "--criterion", "magic"), "aicc")
