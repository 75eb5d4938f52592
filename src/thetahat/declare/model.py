"""Declaring a model: from text (`declare`) or from SymPy (`Model`); both end in the same checks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any

import sympy as sp

from thetahat.core import model as core
from thetahat.core.model import Citation, Parameter, Support
from thetahat.declare import domains, syntax
from thetahat.declare.described import checked_aliases, checked_line, checked_notation, checked_title
from thetahat.declare.expression import to_sympy, unknown_name
from thetahat.declare.foreign import from_sympy, support_text
from thetahat.declare.names import near, shown, valid_name
from thetahat.declare.parser import parse
from thetahat.declare.pieces import on_its_support
from thetahat.declare.support import Variables, support
from thetahat.errors import DeclarationError

Texts = Mapping[str, str] | Iterable[str]
"""``{"mu": "real"}`` or ``["mu: real"]``."""


class Model(core.Model):
    """f(observation; parameters | known, given), declared from SymPy.

    ::

        mu, v, x = sympy.symbols("mu v x")
        Model(sympy.exp(-(x - mu)**2/(2*v))/sympy.sqrt(2*sympy.pi*v),
              parameters={"mu": "real", "v": "positive"}, support="real")

    Symbols are matched by name; ours carry the assumptions that the domains and the support imply.  ``support`` is a
    text, or a SymPy inequality or interval.

    Raises
    ------
    DeclarationError
        as `declare` does; also for undefined functions, and for what the grammar has no word for.
    """

    def __init__(
        self,
        density: Any,
        parameters: Any,
        support: Any,
        observation: Any = ("x",),
        given: Any = (),
        known: Any = (),
        kernel: bool = False,
        name: str = "density",
        **described: Any,
    ) -> None:
        if isinstance(support, Support):  # the finished nouns, as dataclasses.replace hands them back
            super().__init__(
                density=density,
                observation=observation,
                parameters=parameters,
                support=support,
                known=known,
                given=given,
                kernel=kernel,
                name=name,
                **described,
            )
            return
        observation, given = _names(observation, "observation"), _names(given, "given")
        random = [v for v in observation if v not in given]
        if not isinstance(support, Mapping):
            support = support_text(support, random[0] if random else "x")
        built = _built(from_sympy(density), parameters, support, observation, given, known, bool(kernel))
        built |= {"declared": None, "text": {"density": str(density), **built["text"]}}
        super().__init__(**built, name=_model_name(name), **_described(described, built))


def declare(
    text: str,
    parameters: Texts,
    support: str | Mapping[str, str],
    observation: str | Iterable[str] = ("x",),
    given: str | Iterable[str] = (),
    known: Texts = (),
    kernel: bool = False,
    title: str | Mapping[str, str] = "",
    name: str = "density",
    *,
    latex: bool | None = None,
    notation: Mapping[str, str] | None = None,
    aliases: Mapping[str, Any] | None = None,
    references: Iterable[str] = (),
    citations: Iterable[Citation] = (),
) -> Model:
    r"""The model with this density, read from text and never evaluated.

    Parameters
    ----------
    text
        the density of one observation, plain (``exp(-x/theta)/theta``) or LaTeX.  Where pieces of it are 0, or an
        indicator (``Indicator(x > m)``, ``\mathbf{1}_{x > m}``) is, these bounds join the support.
    parameters
        names to domains: ``real``, ``positive``, ``0 < p < 1``, ``a < b``, ``integer >= 1`` …
    support
        ``real``, ``x > 0``, ``0 <= x <= theta``, ``x in 0, 1, 2, ...``; a mapping or ``and`` for several variables.
    observation
        the names of the observation's variables.
    given
        those of them that are conditioned on.
    known
        constants that are known when fitting, with their domains.
    kernel
        True if the text is a likelihood contribution rather than a density.
    latex
        None: LaTeX if it holds a backslash, or a brace after ^ or _.

    Raises
    ------
    DeclarationError
        in one line that names the culprit and the remedy.
    """
    observed, conditioned = _names(observation, "observation"), _names(given, "given")
    free, constant = _texts(parameters, "parameters"), _texts(known, "known")
    node = parse(text, [*observed, *free, *constant], latex=latex)
    built = _built(node, free, support, observed, conditioned, constant, bool(kernel))
    built["text"] = {"density": text, **built["text"]}
    described = {
        "title": title,
        "notation": notation or {},
        "aliases": aliases or {},
        "references": tuple(references),
        "citations": tuple(citations),
    }
    return Model(**built, name=_model_name(name), **_described(described, built))


# ------------------------------------------------------------------ names and texts


def _names(names: Any, what: str) -> tuple[str, ...]:
    """Names of variables, checked: a string, or strings, or symbols."""
    items = names.replace(",", " ").split() if isinstance(names, str) else names
    if isinstance(items, sp.Symbol):
        items = (items,)
    if not isinstance(items, Iterable):
        raise DeclarationError(f"{what}: expected names of variables, not {type(names).__name__}")
    found = tuple(valid_name(_key(n), what) for n in items)
    _unique(found, what)
    return found


def _key(name: Any) -> Any:
    return name.name if isinstance(name, sp.Symbol) else name


def _unique(names: Iterable[str], what: str) -> None:
    seen: set[str] = set()
    for n in names:
        if n in seen:
            raise DeclarationError(f"{what}: {n!r} is declared twice; give each thing a name of its own")
        seen.add(n)


def _texts(texts: Any, what: str) -> dict[str, str]:
    """Names to domain texts, from a mapping or from "name: domain" strings."""
    if isinstance(texts, str):
        texts = [texts]
    if not isinstance(texts, Mapping | Iterable):
        raise DeclarationError(f"{what}: expected a mapping such as {{'mu': 'real'}}, not {type(texts).__name__}")
    pairs: list[tuple[Any, Any]] = []
    if isinstance(texts, Mapping):
        pairs = [(_key(k), v) for k, v in texts.items()]
    else:
        for item in texts:
            name, colon, domain = item.partition(":") if isinstance(item, str) else ("", "", "")
            if not colon:
                raise DeclarationError(f"{what}: {shown(item)} should read 'name: domain', such as 'lam: positive'")
            pairs.append((name.strip(), domain.strip()))
    for n, domain in pairs:
        valid_name(n, what)
        if not isinstance(domain, str):
            raise DeclarationError(f"{what}: the domain of {n} should be a text such as 'real', not {shown(domain)}")
    _unique([n for n, _ in pairs], what)
    return dict(pairs)


def _model_name(name: Any) -> str:
    return valid_name(name, "name")


# ------------------------------------------------------------------ the checks


def _built(
    node: syntax.Node,
    parameters: Any,
    supported: str | Mapping[str, str],
    observation: tuple[str, ...],
    given: tuple[str, ...],
    known: Any,
    kernel: bool,
) -> dict[str, Any]:
    """The fields of a model, once everything fits together."""
    free, constant = _texts(parameters, "parameters"), _texts(known, "known")
    _consistent(free, constant, observation, given)
    if syntax.is_condition(node) or isinstance(node, syntax.Tuple):
        raise DeclarationError("density: it is a condition, not a number; the condition belongs in support=")
    declared = domains.parameters({**free, **constant})
    symbols = {n: p.symbol for n, p in declared.items()}
    for n in syntax.free_names(node):
        if n not in symbols and n not in observation:
            raise unknown_name(n, dict.fromkeys([*free, *constant, *observation]), "density")
    variables = Variables(
        tuple(v for v in observation if v not in given),
        given,
        frozenset(v for v in observation if _compared_with_zero(node, v)),
    )
    integers = [n for n, p in declared.items() if p.domain.integer]
    region, observed = support(supported, variables, symbols, integers)
    _used(free, constant, declared, node, region)
    density = to_sympy(node, {**symbols, **observed})
    _plausible(density)
    density, region, observed, node = _where_positive(
        node, density, supported, variables, region, observed, symbols, integers
    )
    _uncancelled(free, declared, density, region)
    return {
        "density": density,
        "observation": tuple(observed[n] for n in observation),
        "parameters": tuple(declared[n] for n in free),
        "support": region,
        "known": tuple(declared[n] for n in constant),
        "given": tuple(observed[n] for n in given),
        "kernel": kernel,
        "normalised": "kernel" if kernel else "unknown",
        "declared": node,
        "text": {"support": supported, "parameters": dict(free), "known": dict(constant)},
    }


def _where_positive(
    node: syntax.Node,
    density: Any,
    supported: str | Mapping[str, str],
    variables: Variables,
    region: Support,
    observed: dict[str, Any],
    symbols: Mapping[str, Any],
    integers: list[str],
) -> tuple[Any, Support, dict[str, Any], syntax.Node]:
    """The density, its support, its observation and its syntax; pieces that are 0 become the support's business."""
    counted = [r.variable for r in region.regions if r.integer]
    random = [observed[n] for n in variables.random]
    positive, links = on_its_support(density, random, [*counted, *(symbols[n] for n in integers)])
    if positive == density:
        return density, region, observed, node
    region, learnt = support(supported, variables, symbols, integers, links)
    positive = positive.xreplace({observed[n]: x for n, x in learnt.items()})
    return positive, region, learnt, from_sympy(positive)


def _consistent(
    free: Mapping[str, str], constant: Mapping[str, str], observation: tuple[str, ...], given: tuple[str, ...]
) -> None:
    if not free:
        raise DeclarationError("parameters: none is declared; there is nothing to estimate")
    for n in given:
        if n not in observation:
            raise DeclarationError(f"given: {n!r} is not in the observation {observation}{near(n, observation)}")
    if not [v for v in observation if v not in given]:
        raise DeclarationError("observation: every variable is given; at least one must be random")
    _unique([*free, *constant, *observation], "names")


def _used(
    free: Mapping[str, str],
    constant: Mapping[str, str],
    declared: Mapping[str, Parameter],
    node: syntax.Node,
    region: Support,
) -> None:
    """Refuse what is declared and not used."""
    names = set(syntax.free_names(node)) | {s.name for s in region.parameters}
    ends = {s.name for p in declared.values() for s in p.domain.bounds_symbols}
    for n in free:
        if n not in names:
            raise DeclarationError(f"parameters: {n!r} is declared but the density does not use it; remove it")
    for n in constant:
        if n not in names | ends:
            raise DeclarationError(f"known: {n!r} is declared but nothing uses it; remove it")


def _uncancelled(free: Mapping[str, str], declared: Mapping[str, Parameter], density: Any, region: Support) -> None:
    """Refuse a parameter on which the value of the density does not depend: no data tell anything about it."""
    for n in free:
        if declared[n].symbol not in density.free_symbols | region.parameters:
            raise DeclarationError(f"parameters: {n!r} cancels out of the density; remove it")


def _compared_with_zero(node: syntax.Node, variable: str) -> bool:
    """True if the density treats the point 0 of this variable apart."""
    own, zero = syntax.Name(variable), syntax.Number(Fraction(0))
    return any(
        isinstance(n, syntax.Compare) and own in n.operands and (zero in n.operands or {"==", "!="} & set(n.operators))
        for n in syntax.walk(node)
    )


def _plausible(density: Any) -> None:
    """Refuse what cannot be a density whatever the parameters are; whether it integrates to one is checked later."""
    parts = set(_parts(density))
    if parts & {sp.nan, sp.zoo, sp.oo, -sp.oo}:
        raise DeclarationError(
            "density: it is infinite or undefined (a division by zero, a logarithm of zero); check the formula"
        )
    if sp.I in parts or density.is_real is False:
        raise DeclarationError(
            "density: it is not a real number (a root or logarithm of a negative number); check its signs and domains"
        )
    if density.is_zero:
        raise DeclarationError("density: it is zero everywhere")
    if density.is_negative:
        raise DeclarationError("density: it is negative everywhere; check its signs")


def _parts(expression: Any) -> Iterator[Any]:
    """Every part of an expression, without the ends of sums, which may be infinite."""
    yield expression
    for below in (expression.function,) if isinstance(expression, sp.Sum) else expression.args:
        yield from _parts(below)


# ------------------------------------------------------------------ what is said about a model


def _described(described: Mapping[str, Any], built: Mapping[str, Any]) -> dict[str, Any]:
    """Titles, letters and names elsewhere, checked."""
    accepted = {"title", "notation", "aliases", "references", "citations"}
    for key in described:
        if key not in accepted:
            raise DeclarationError(f"model: {shown(key)} is not something to declare{near(str(key), accepted)}")
    symbols = [p.name for p in (*built["parameters"], *built["known"])] + [v.name for v in built["observation"]]
    return {
        "title": checked_title(described.get("title", "")),
        "notation": checked_notation(described.get("notation") or {}, symbols),
        "aliases": checked_aliases(described.get("aliases") or {}, symbols),
        "references": tuple(checked_line(r, "references") for r in described.get("references", ())),
        "citations": tuple(described.get("citations", ())),
    }
