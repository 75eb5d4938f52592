"""The command's documents: with data, as a fragment, and what it refuses."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest
from click.testing import CliRunner

from thetahat.cli import main_group
from thetahat.errors import RequestError


def run(*words):
    done = CliRunner().invoke(main_group, ["derive", *words], standalone_mode=False)
    if done.exception:
        raise done.exception
    return done.output


@pytest.fixture
def rain(tmp_path):
    path = tmp_path / "rain.csv"
    path.write_text("day,rain,often\n1,0.4,1\n2,1.7,2\n3,2.2,1\n4,0.9,1\n")
    return str(path)


def test_data_from_a_file(rain):
    text = run("exponential", "--data", rain, "-c", "rain", "-w", "often")
    assert "n = 5" in text
    assert f"{0.4 + 2 * 1.7 + 2.2 + 0.9:.6g}" in text


def test_a_page_and_a_notebook_with_data(rain, tmp_path):
    run("exponential", "--data", rain, "-c", "rain", "-o", str(tmp_path / "a.html"))
    assert (tmp_path / "a.html").read_text(encoding="utf-8").count("<figure>") == 4
    run("exponential", "--data", rain, "-c", "rain", "-o", str(tmp_path / "a.ipynb"), "--lang", "ko")
    assert "[0.4, 1.7, 2.2, 0.9]" in json.dumps(json.loads((tmp_path / "a.ipynb").read_text(encoding="utf-8")))


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_a_fragment_goes_into_a_paper(tmp_path, rain, lang):
    run("exponential", "-o", str(tmp_path / "part.tex"), "--fragment", "--data", rain, "-c", "rain", "--lang", lang)
    part = (tmp_path / "part.tex").read_text(encoding="utf-8")
    assert "documentclass" not in part
    packages = part.splitlines()[0].removeprefix("% needs the packages ").replace(" ", "")
    assert packages == "amsmath,amssymb,graphicx" + (",kotex" if lang == "ko" else "")
    paper = f"\\documentclass{{article}}\\usepackage{{{packages}}}\\begin{{document}}\\input{{part}}\\end{{document}}"
    (tmp_path / "paper.tex").write_text(paper)
    if shutil.which("pdflatex"):
        command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "paper.tex"]
        for _ in range(2):
            subprocess.run(command, cwd=tmp_path, capture_output=True, check=True, timeout=60)
        assert "undefined" not in (tmp_path / "paper.log").read_text(encoding="utf-8", errors="replace")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("-c", "rain"), "add --data FILE"),
        (("--fragment",), "--format latex"),
        (("--fragment", "-o", "a.html"), r"\.tex"),
        (("--data", "no-such-file.csv"), "no-such-file"),
    ],
)
def test_what_is_refused(words, said):
    with pytest.raises(Exception, match=said) as caught:
        run("exponential", *words)
    assert isinstance(caught.value, RequestError | ValueError) or "Error" in type(caught.value).__name__
    assert "\n" not in str(caught.value)
