"""Pages in a real browser: no wider than a phone, nothing asked of the network, no serious fault for anyone's reader.

Pages stand in frames of one window, so that the browser is started a few times only.  The rules of accessibility
are axe-core's.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from functools import cache
from html import escape
from pathlib import Path

import numpy as np
import pytest

import thetahat as th
from thetahat.render.gallery import entry, page

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
WIDTHS = (360, 1200)
PAGES = {
    "normal": ("en", {"data": [3.1, 4.7, 2.2, 5.9, 4.4, 3.8]}),
    "gamma": ("ko", {"data": [0.4, 1.7, 2.2, 3.1, 3.9, 5.8, 0.9]}),
    "zero_inflated_poisson": ("ko", {}),
    "linear_regression": ("en", {}),
    "uniform": ("en", {"data": [0.4, 1.7, 2.2]}),
    "genetic_linkage": ("en", {}),
}

AXED = {"light": ["normal", "gamma", "index"], "dark": ["uniform", "index"]}
"""The pages that are put before axe, whose rules take seconds for each."""


@cache
def derived(name):
    return th.derive(name, contest=False)


@cache
def sources():
    made = {name: derived(name).to_html(lang=lang, **options) for name, (lang, options) in PAGES.items()}
    # what is folded is not looked at: the programs are opened
    made = {
        name: page.replace('<details class="programs">', '<details open class="programs">')
        for name, page in made.items()
    }
    own = th.declare(
        "c*x**(c-1)*exp(c*a - (x*exp(a))**c + (c-1)*a)/exp(c*a-a)",
        parameters={"c": "positive", "a": "real"}, support="x > 0", kernel=True,
    )  # fmt: skip
    made["own"] = th.derive(own, contest=False).to_html(data=[0.5, 1.2, 2.2, 0.7])
    places = [entry(derived(n), derived(n).document(), n.title()) for n in PAGES]
    made["index"] = page(places)
    return made


def browser():
    return next((b for b in BROWSERS if shutil.which(b)), None)


def tools():
    """The browser and axe-core's script; CI has both."""
    found = browser()
    try:
        import axe_core_python
    except ImportError:
        axe_core_python = None
    if found is None or axe_core_python is None:
        lacking = "chromium" if found is None else "axe-core-python"
        if os.environ.get("CI") == "true":
            pytest.fail(f"{lacking} is missing")
        pytest.skip(f"{lacking} is missing")
    return found, Path(axe_core_python.__file__).with_name("axe.min.js")


LOOK = """<script>
onload = async () => {
  const seen = [];
  for (const frame of document.querySelectorAll("iframe")) {
    const inside = frame.contentWindow, d = frame.contentDocument, root = d.documentElement;
    const flat = [...d.querySelectorAll("math")].filter(m => {
      const box = m.getBoundingClientRect();
      return m.getClientRects().length > 0 && (box.width < 2 || box.height < 5);
    });
    let violations = [];
    if (AXE.includes(frame.title)) {
      const script = d.createElement("script");
      script.textContent = axe_source.textContent;
      d.head.append(script);
      const rules = {type: "tag", values: ["wcag2a", "wcag2aa", "best-practice"]};
      violations = (await inside.axe.run(d, {runOnly: rules, iframes: false, resultTypes: ["violations"]})).violations;
    }
    seen.push({
      name: frame.title, width: frame.clientWidth, wider: root.scrollWidth - root.clientWidth, flat: flat.length,
      asked: inside.performance.getEntriesByType("resource").length,
      serious: violations.filter(v => ["serious", "critical"].includes(v.impact))
        .map(v => v.id + ": " + v.nodes.slice(0, 3).map(k => k.html.slice(0, 150)).join(" | ")),
    });
  }
  document.getElementById("told").textContent = "told" + JSON.stringify(seen) + "told";
};
</script>"""


@cache
def seen(kind):
    """kind: a width, at which every page is measured, or ``light`` or ``dark``, in which some are put before axe."""
    import tempfile

    found, axe = tools()
    axed = kind in ("light", "dark")
    width = WIDTHS[0] if axed else kind
    frames = "".join(
        f'<iframe title="{name}" style="width:{width}px;height:900px;border:0" srcdoc="{escape(source)}"></iframe>'
        for name, source in sources().items()
        if not axed or name in AXED[kind]
    )
    script = axe.read_text(encoding="utf-8").replace("</script", "<\\/script")
    whole = (
        f'<!DOCTYPE html><html lang="en"><meta charset="utf-8"><script type="text/plain" id="axe_source">{script}'
        f"</script><script>const AXE = {json.dumps(AXED[kind] if axed else [])}</script>"
        f'<pre id="told"></pre>{frames}{LOOK}'
    )
    with tempfile.TemporaryDirectory() as folder:
        wrapper = Path(folder) / "wrapper.html"
        wrapper.write_text(whole, encoding="utf-8")
        command = [found, "--headless", "--no-sandbox", "--disable-gpu", "--window-size=1400,1000"]
        command += ["--blink-settings=preferredColorScheme=0"] if kind == "dark" else []
        command += [f"--user-data-dir={folder}/profile", "--virtual-time-budget=60000"]
        done = subprocess.run(
            [*command, "--dump-dom", wrapper.as_uri()], capture_output=True, text=True, timeout=150, check=True
        )
    told = re.search(r"told(\[.*\])told", done.stdout, re.DOTALL)
    assert told, done.stdout[-500:]
    from html import unescape

    return json.loads(unescape(told.group(1)))


@pytest.mark.long
@pytest.mark.parametrize("width", WIDTHS)
def test_pages_fit_and_are_alone(width):
    pages = seen(width)
    assert len(pages) == len(sources())
    assert [(p["name"], p["width"]) for p in pages if p["wider"]] == []
    assert [p["name"] for p in pages if p["flat"] or p["asked"]] == []


@pytest.mark.long
@pytest.mark.parametrize("kind", AXED)
def test_axe_finds_nothing_serious(kind):
    assert {p["name"]: p["serious"] for p in seen(kind) if p["serious"]} == {}


def test_the_index_filters():
    source = page([entry(derived(n), derived(n).document(), n.title()) for n in ("normal", "gamma", "uniform")])
    assert source.count("<li data-") == 3
    script = """<script>{
      const box = document.querySelector("[name=words]"), told = [];
      const shown = () => [...document.querySelectorAll(".families > li")].filter(i => !i.hidden).length;
      for (const words of ["", "gamma", "norm", "nothing of the kind"]) {
        box.value = words; box.dispatchEvent(new Event("input", {bubbles: true})); told.push(shown());
      }
      box.value = ""; const verdict = document.querySelector("[name=verdict]");
      verdict.value = "boundary"; verdict.dispatchEvent(new Event("input", {bubbles: true})); told.push(shown());
      document.title = "told " + told;
    }</script>"""
    found, _ = tools()
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "index.html"
        place.write_text(source.replace("</body>", script + "</body>"), encoding="utf-8")
        command = [found, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile"]
        done = subprocess.run(
            [*command, "--dump-dom", place.as_uri()], capture_output=True, text=True, timeout=60, check=True
        )
    assert "<title>told 3,1,1,0,1</title>" in done.stdout


@pytest.mark.long
def test_every_page_has_a_language_and_headings():
    for name, source in sources().items():
        assert re.search(r'<html lang="(en|ko)">', source), name
        assert source.count("<h1>") == 1
        assert source.index("<h1>") < source.index("<h2>")
        assert "<main>" in source
        assert source.count("<th ") == source.count('<th scope="col">')
        assert not re.search(r"<svg(?![^>]*role=)", source)
        assert np.all([tag not in source for tag in ("<img", "<iframe", "http://", "https://")])
