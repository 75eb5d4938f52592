"""What `thetahat build` writes: up to date, complete, compiled by a real TeX, and safe for other people's files."""

import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from everyday import mostly_long
from thetahat import plans
from thetahat.build import INDEX, MARK, PAGE, Written, build, written
from thetahat.errors import FamilyError, RequestError
from thetahat.families import families
from thetahat.render.gallery import Entry, line, page, table

GENERATED = Path(__file__).parents[1] / "generated"
NAMES = families()
PLANS = Path(plans.__file__).parent
ENTRY = Entry("a", "A", "closed", "proved", "<p>A</p>", "$a$", "a")
SOME = NAMES[10::20]
"""Written anew and compiled in the everyday run; the others take minutes together."""


@pytest.mark.parametrize("name", mostly_long(NAMES, SOME))
def test_the_gallery_is_up_to_date(name):
    """Written anew in this process, after others: nothing may depend on what was derived before.

    Other tests read from the gallery what a derivation gives, since this one holds it to be so.
    """
    fresh = written(name)
    assert (PLANS / f"{name}.json").read_text(encoding="utf-8") == fresh.plan, "run thetahat build"
    for file, text in fresh.files.items():
        assert (GENERATED / file).read_text(encoding="utf-8") == text, f"{file} differs: run thetahat build"
    assert line(fresh.entry) in (GENERATED / INDEX).read_text(encoding="utf-8").splitlines()
    assert fresh.entry.card in (GENERATED / PAGE).read_text(encoding="utf-8")


def test_the_gallery_holds_every_family_and_nothing_else():
    kinds = (".tex", ".ko.tex", ".md", ".ko.md", ".html", ".ko.html", ".py")
    expected = {INDEX, PAGE, *(name + kind for name in NAMES for kind in kinds)}
    found = {path.name for path in GENERATED.iterdir() if path.name != "__pycache__"}
    assert expected <= found
    # A program is there as far as its language has words for the family; the index tells which.
    programs = {name + kind for name in NAMES for kind in (".c", ".R", ".sql", ".stan")}
    assert found - expected <= programs
    linked = set(re.findall(r"\]\(([^)]+)\)", (GENERATED / INDEX).read_text(encoding="utf-8")))
    assert linked == (found - {INDEX})


def tex(*words, cwd):
    done = subprocess.run(
        ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", *words],
        cwd=cwd, capture_output=True, encoding="utf-8", errors="replace",
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:]


@pytest.fixture(scope="session")
def format_of(tmp_path_factory):
    """A preamble, read once and kept as a format of TeX: to read it takes longer than to set a document."""
    place = tmp_path_factory.mktemp("formats")

    @cache
    def made(preamble):
        name = f"preamble{len(list(place.glob('*.fmt')))}"
        (place / f"{name}.tex").write_text(preamble + "\\dump\n", encoding="utf-8")
        tex("-ini", f"-jobname={name}", "&pdflatex", f"{name}.tex", cwd=place)
        return place / name

    return made


@pytest.mark.parametrize("name", mostly_long(NAMES, SOME))
@pytest.mark.parametrize("language", ["", ".ko"])
def test_every_document_compiles(name, language, tmp_path, format_of):
    """pdflatex ends well, with no line that juts out by more than 10 pt and no reference that leads nowhere."""
    file, options = f"{name}{language}.tex", []
    source = (GENERATED / file).read_text(encoding="utf-8")
    if name not in SOME:  # those of the sample are compiled as they stand
        preamble, title, rest = source.partition("\\hypersetup{pdftitle")
        options, source = [f"-fmt={format_of(preamble)}"], title + rest
    (tmp_path / file).write_text(source, encoding="utf-8")
    tex("-draftmode", *options, file, cwd=tmp_path)
    tex(*options, file, cwd=tmp_path)
    log = (tmp_path / f"{name}{language}.log").read_text(encoding="utf-8", errors="replace")
    wide = [line for line in log.splitlines() if line.startswith("Overfull \\hbox") and points(line) > 10]
    assert not wide, wide
    assert "undefined" not in log and "multiply defined" not in log and "Missing character" not in log


def points(line):
    return float(line.split("(")[1].split("pt")[0])


# ------------------------------------------------------------------ the directory


def test_build_writes_checks_and_notices(tmp_path):
    directory = tmp_path / "gallery"
    assert build(directory, ["exponential"], check=True, jobs=1) == [
        f"exponential{kind}: is missing"
        for kind in (".R", ".c", ".html", ".ko.html", ".ko.md", ".ko.tex", ".md", ".py", ".sql", ".stan", ".tex")
    ]
    assert not directory.exists()
    seen = []
    build(directory, ["exponential"], jobs=1, advance=seen.append)
    assert seen == ["exponential"]
    (directory / "exponential.md").write_text("something else")
    assert build(directory, ["exponential"], check=True, jobs=1) == ["exponential.md: differs"]
    # Two fresh processes with other hash seeds write the same bytes as the gallery holds.
    for kind in (".tex", ".ko.tex", ".ko.md", ".html", ".py", ".c", ".R", ".sql", ".stan"):
        assert (directory / f"exponential{kind}").read_bytes() == (GENERATED / f"exponential{kind}").read_bytes()


@pytest.mark.parametrize("content", ["", "# my thesis"])
def test_a_directory_of_somebody_else_is_left_alone(tmp_path, content):
    mine = tmp_path / "README.md" if content else tmp_path / "thesis.tex"
    mine.write_text(content)
    with pytest.raises(RequestError, match="holds files that thetahat did not write"):
        build(tmp_path, jobs=1)
    assert mine.read_text() == content and len(list(tmp_path.iterdir())) == 1


def test_a_file_is_no_directory(tmp_path):
    path = tmp_path / "file"
    path.write_text("")
    with pytest.raises(RequestError, match="is not a directory"):
        build(path, ["exponential"])


def test_files_of_families_that_are_gone_are_removed(tmp_path, monkeypatch):
    import thetahat.build as module

    (tmp_path / INDEX).write_text(MARK)
    (tmp_path / "gone.tex").write_text("")
    monkeypatch.setattr(sys.modules["thetahat.families"], "families", lambda: ("a",))
    monkeypatch.setattr(
        module, "_all", lambda names, jobs, advance: {"a": Written("a", {"a.tex": "A\n"}, ENTRY, "{}\n")}
    )
    assert module.build(tmp_path, check=True) == [
        "README.md: differs",
        "a.tex: is missing",
        "index.html: is missing",
        "gone.tex: belongs to no family",
    ]
    module.build(tmp_path)
    assert sorted(p.name for p in tmp_path.iterdir()) == [INDEX, "a.tex", PAGE]
    assert (tmp_path / INDEX).read_text() == table([ENTRY], MARK)
    assert (tmp_path / PAGE).read_text() == page([ENTRY])
    assert module.build(tmp_path, check=True) == []


def test_an_unknown_family_is_named(tmp_path):
    with pytest.raises(FamilyError, match="gama"):
        build(tmp_path / "new", ["gama"], jobs=1)
