"""HTML pages: well formed, self-contained, and in a real browser no wider than a phone."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from html import escape
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from derivations import HAND_WRITTEN

from thetahat.render import html
from thetahat.render.document import document

VOID = {"meta", "br", "hr", "img", "link", "input"}
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")


class Balanced(HTMLParser):
    """Every element is closed where it was opened; what it saw is kept."""

    def __init__(self):
        super().__init__()
        self.open, self.seen, self.ids, self.links = [], set(), [], []

    def handle_starttag(self, tag, attrs):
        self.seen.add(tag)
        named = dict(attrs)
        self.ids += [named["id"]] if "id" in named else []
        self.links += [v for k, v in attrs if k in ("href", "src", "action", "data")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def page(name, lang="en"):
    return html.write(document(HAND_WRITTEN[name](), lang, "full"))


@pytest.mark.parametrize("name", HAND_WRITTEN)
@pytest.mark.parametrize("lang", ["en", "ko"])
def test_pages_are_well_formed_and_alone(name, lang):
    source = page(name, lang)
    reader = Balanced()
    reader.feed(source)
    assert reader.open == []
    assert len(reader.ids) == len(set(reader.ids))
    assert not reader.seen & {"script", "link", "img", "iframe", "object"}
    assert all(link.startswith("#") and link[1:] in reader.ids for link in reader.links)
    assert not re.search(r"https?://|@import|url\(", source)
    assert f'<html lang="{lang}">' in source


@pytest.mark.parametrize("name", HAND_WRITTEN)
def test_formulas_are_mathml(name):
    found = re.findall(r"<math.*?</math>", page(name))
    assert len(found) > 20
    for formula in found:
        tree = ElementTree.fromstring(formula)
        for element in tree.iter():
            assert element.tag in {
                *("math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "mfrac", "msqrt", "msub", "msup", "msubsup"),
                *("munder", "munderover", "mover", "mtable", "mtr", "mtd"),
            }
            if element.tag == "mfrac":
                assert len(element) == 2
            if element.tag in ("msubsup", "munderover"):
                assert len(element) == 3


def test_no_letter_needs_a_mathematics_font():
    assert not [c for c in page("gamma") if 0x1D400 <= ord(c) <= 0x1D7FF]


def test_steps_fold():
    source = page("normal")
    assert source.count("<details") == source.count("</details>") > 8
    assert source.count("<details open") == source.count("<details")
    brief = html.write(document(HAND_WRITTEN["normal"](), detail="full"), opened="brief")
    assert 0 < brief.count("<details open") < brief.count("<details")


def test_programs_are_chosen_without_a_script():
    texts = {"numpy": "x < 1 and y", "c": "/* & */", "sql": "SELECT 1"}
    page = html.write(document(HAND_WRITTEN["normal"]()), programs=texts)
    Balanced().feed(page)
    assert "<script" not in page and page.count(" checked>") == 1
    for target in texts:
        assert f'for="to-{target}"' in page and f'<pre class="{target}"' in page
        assert f".{target}:checked ~ pre.{target}" in page
    assert "x &lt; 1 and y" in page and "/* &amp; */" in page


def test_a_fragment_is_an_article():
    out = html.write(document(HAND_WRITTEN["normal"]()), fragment=True)
    assert out.startswith("<article>")
    assert "<style" not in out


def browser():
    found = next((b for b in BROWSERS if shutil.which(b)), None)
    if found is None and os.environ.get("CI"):
        pytest.fail("no browser is here: install chromium")
    return found


def measured(source, width, folder):
    """(how much the content is wider than the window, formulas without a size), in headless Chromium."""
    frame = f'<iframe id="page" style="width:{width}px;height:900px;border:0" srcdoc="{escape(source)}"></iframe>'
    script = """<script>onload = () => {
      const d = document.getElementById("page").contentDocument;
      const flat = [...d.querySelectorAll("math")].filter(m => {
        const shown = m.getClientRects().length > 0, b = m.getBoundingClientRect();
        return shown && (b.width < 2 || b.height < 5);
      });
      document.title = "seen " + (d.documentElement.scrollWidth - d.documentElement.clientWidth) + " " + flat.length;
    }</script>"""
    wrapper = folder / "wrapper.html"
    wrapper.write_text(f"<!DOCTYPE html><meta charset=utf-8><title>none</title>{frame}{script}", encoding="utf-8")
    done = subprocess.run(
        [
            browser(),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--window-size=1400,1000",
            "--dump-dom",
            wrapper.as_uri(),
        ],
        capture_output=True,
        text=True,
        timeout=90,
        check=True,
    )
    seen = re.search(r"<title>seen (\d+) (\d+)</title>", done.stdout)
    assert seen, done.stdout[:500]
    return int(seen.group(1)), int(seen.group(2))


@pytest.mark.parametrize("name", HAND_WRITTEN)
@pytest.mark.parametrize("width", [360, 1200])
def test_nothing_is_wider_than_the_window(tmp_path, name, width):
    if browser() is None:
        assert "max-width: 42rem" in page(name)
        return
    assert measured(page(name, "ko" if name == "gamma" else "en"), width, tmp_path) == (0, 0)
