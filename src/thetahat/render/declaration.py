"""A model as the Python text that declares it again: th.family("gamma"), or th.declare(…) with what was typed."""

from __future__ import annotations

from typing import Any

from thetahat.core.model import Model
from thetahat.families import families, family


def declared(model: Model) -> str:
    """One statement, or nothing when the model does not know what was typed."""
    text = model.text
    if model.name in families() and family(model.name).text == text:
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
