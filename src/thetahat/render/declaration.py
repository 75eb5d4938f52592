"""A model as the Python text that declares it again: th.family("gamma"), or th.declare(…) with what was typed."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

from thetahat.core.model import Model


def declared(model: Model) -> str:
    """One statement, or nothing when the model does not know what was typed."""
    text = model.text
    if _in_catalogue(model):
        return f"th.family({model.name!r})"
    if "density" not in text:
        return ""
    given: dict[str, Any] = {"parameters": dict(text.get("parameters", {})), "support": text.get("support", "real")}
    if [x.name for x in model.observation] != ["x"]:
        given["observation"] = tuple(x.name for x in model.observation)
    if model.given:
        given["given"] = tuple(x.name for x in model.given)
    if text.get("known"):
        given["known"] = dict(text["known"])
    if model.kernel:
        given["kernel"] = True
    arguments = "".join(f"    {key}={value!r},\n" for key, value in given.items())
    return f"th.declare(\n    {text['density']!r},\n{arguments})"


def _in_catalogue(model: Model) -> bool:
    """Whether the catalogue has a family of this name with this very density and these parameters."""
    path = files("thetahat").joinpath("families", f"{model.name}.toml")
    if not path.is_file():
        return False
    family = tomllib.loads(path.read_text(encoding="utf-8"))
    typed = {key: model.text.get(key) for key in ("density", "parameters")}
    return typed == {key: family[key] for key in typed}
