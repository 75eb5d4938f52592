"""A derivation as a document: the result, the symbols, every step with its equations, then what it rests on.

    document(derivation, lang="en", detail="standard") -> Document

detail   brief: the result, the model and the answer's own steps; standard; full: each algebraic move as well
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sympy import MatrixBase

from thetahat.core.derivation import (
    Density,
    Derivation,
    Equation,
    LogLikelihood,
    Partial,
    ProfileLogLikelihood,
    Reason,
    Step,
)
from thetahat.core.estimator import Closed, Interval
from thetahat.core.model import Model
from thetahat.errors import RequestError
from thetahat.render import assurance, domains, elsewhere, relatives, symbols, words, worked
from thetahat.render.blocks import DETAILS, Block, Display, Document, Inline, Items, Maths, Options, Paragraph
from thetahat.render.declaration import declared
from thetahat.render.estimates import Estimates
from thetahat.render.inline import Speaker, merged
from thetahat.render.mathematics.layout import Call, Fence, Node, Script, Sign, listed, relation, row
from thetahat.render.mathematics.measure import em
from thetahat.render.mathematics.named import N
from thetahat.render.mathematics.setting import Setting

_RELATIONS: dict[str, Node] = {
    "=": relation("=", "="),
    "<": relation("<", "<"),
    ">": relation(">", ">"),
    "<=": relation(r"\le", "≤"),
    ">=": relation(r"\ge", "≥"),
    "~": relation(r"\sim", "∼"),
    "->": relation(r"\to", "→"),
    "in": relation(r"\in", "∈"),
    "iff": relation(r"\iff", "⇔"),
}
_PROFILING = ("profile", "eliminate", "border", "quantile")
"""Rules after which the log-likelihood has solutions put in."""
_WIDEST = 33.0
"""A matrix wider than this, in em, does not fit on a line with its number."""
_DOTS = Sign(r"\dots", "…", "mark")


def document(
    derivation: Derivation,
    lang: str = "en",
    detail: str = "standard",
    fragment: bool = False,
    example: worked.Worked | None = None,
    information: Sequence[Step] = (),
    kin: Sequence[relatives.Relative] = (),
) -> Document:
    """The blocks of a derivation's document.

    ``information`` are steps about the estimator's precision, which follow the derivation's own; ``kin`` are families
    that transformed observations follow; with an ``example`` the formulas are shown at work on data.

    Raises `RequestError` for an unknown language or detail.
    """
    if detail not in DETAILS:
        raise RequestError(f"no detail {detail!r}: choose one of {', '.join(DETAILS)}")
    words.catalogue(lang)
    whole = replace(derivation, steps=(*derivation.steps, *information))
    return _Writing(whole, Options(lang, detail, fragment), example, kin).document()


@dataclass
class _Shown:
    """A step that is shown, and the numbers of its equations."""

    step: Step
    numbers: list[int] = field(default_factory=list)


class _Writing:
    def __init__(
        self,
        derivation: Derivation,
        options: Options,
        example: worked.Worked | None,
        kin: Sequence[relatives.Relative],
    ) -> None:
        self._kin = kin
        self._derivation = derivation
        self._example = example
        self._options = options
        self._shown: list[_Shown] = []
        numbers: dict[str, int] = {}
        self._number(derivation.steps, numbers, DETAILS.index(options.detail))
        model = derivation.model
        self._speaker = Speaker(options.lang, setting_of(model), numbers, _kind(model))

    def _number(self, steps: Iterable[Step], numbers: dict[str, int], rank: int) -> None:
        for step in steps:
            if DETAILS.index(step.detail) <= rank:
                shown = _Shown(step)
                for equation in step.equations:
                    shown.numbers.append(1 + sum(len(s.numbers) for s in self._shown) + len(shown.numbers))
                    if equation.label:
                        numbers[equation.label] = shown.numbers[-1]
                self._shown.append(shown)
            self._number(step.substeps, numbers, rank)

    def document(self) -> Document:
        """All blocks; the table of symbols is made last, when it is known what was set."""
        model = self._derivation.model
        speaker = self._speaker
        brief = self._options.detail == "brief"
        result = self._result()
        limits = assurance.conditions(speaker, self._derivation)
        steps = self._steps()
        ends: list[Block] = []
        if self._example is not None:
            ends += worked.blocks(speaker, self._derivation, self._example)
        if not brief:
            ends += assurance.certificate(speaker, self._derivation)
        ends += self._checked()
        if not brief:
            ends += relatives.blocks(speaker, self._kin)
            ends += elsewhere.blocks(speaker, model)
            ends += self._references(model)
        table: list[Block] = [] if brief else [symbols.table(speaker, model, self._derivation.intermediate)]
        title = "".join(str(p) for p in speaker.say("phrases", "title", model=_title(model, self._options.lang)))
        return Document(title, (*result, *limits, *table, *steps, *ends), self._options, model.name, declared(model))

    # ---------------------------------------------------------------- the result

    def _result(self) -> list[Block]:
        d, speaker = self._derivation, self._speaker
        model = d.model
        sample = Maths(self._sample(model))
        key = f"sample_{speaker.kind}" + ("_given" if model.given else "")
        given = Maths(listed([speaker.setting.of_sample(z) for z in model.given])) if model.given else ""
        intro = speaker.say("results", key, sample=sample, given=given, density=_cite(speaker, "density"))
        bare = "" if any(isinstance(f, Closed | Interval) for f in d.solution) else "_bare"
        opening = speaker.say("results", assurance.statement(d) + bare)
        lead = (speaker.word("headings", "result"),)
        blocks: list[Block] = [Paragraph(merged([*intro, *((" ", *opening) if opening else ())]), lead, "result")]
        blocks += Estimates(speaker, d).blocks()
        blocks.append(Paragraph(assurance.verdict_line(speaker, d), (), "verdict"))
        return blocks

    def _sample(self, model: Model) -> Node:
        """x_1, …, x_n, or pairs (y_1, z_1), … when an observation has several variables."""
        from thetahat.render.mathematics.layout import number

        def at(index: Node) -> Node:
            letters: list[Node] = [Script(self._speaker.set(v), below=index) for v in model.random]
            return letters[0] if len(letters) == 1 else Fence(listed(letters))

        return listed([at(number(1)), _DOTS, at(N)])

    # ---------------------------------------------------------------- the steps

    def _steps(self) -> list[Block]:
        out: list[Block] = []
        lead_before: Inline = ()
        before: Reason | None = None
        profiled = False
        for shown in self._shown:
            step = shown.step
            lead = self._heading(step)
            again = before is not None and before.key == step.reason.key
            profiled = profiled or step.rule in _PROFILING
            content = self._speaker.sentence(step.reason, again)
            told = assurance.spread(content, () if lead == lead_before else lead, step.rule)
            out += [replace(b, detail=step.detail) if isinstance(b, Paragraph) else b for b in told]
            equations = step.equations if profiled else tuple(map(_unprofiled, step.equations))
            out += [d for e, k in zip(equations, shown.numbers, strict=True) for d in self._displays(e, k)]
            if step.rule == "density":
                said = assurance.normalised(self._speaker, self._derivation)
                out += [Paragraph(said)] if said else []
            lead_before, before = lead, step.reason
        return out

    def _heading(self, step: Step) -> Inline:
        return self._speaker.say("headings", step.rule, **step.reason.bindings)

    def _displays(self, equation: Equation, number: int) -> list[Display]:
        """The equation; a matrix that is wider than a page is shown entry by entry, under one number."""
        whole = self._display(equation, number)
        (*_, last) = equation.right or (None,)
        if not isinstance(last, MatrixBase) or sum(em(n) for _, n in whole.right) + em(whole.left) <= _WIDEST:
            return [whole]
        alike = last.is_symmetric()
        places = [(i, j) for i in range(last.rows) for j in range(last.cols) if i <= j or not alike]
        out: list[Display] = []
        for i, j in places:
            index = row(*(Sign(str(k + 1), str(k + 1), "number") for k in (i, j)))
            left = Script(whole.left if not isinstance(whole.left, Call) else Fence(whole.left), below=index)
            sign = _RELATIONS[equation.relation]
            tag = number if (i, j) == places[-1] else None
            out.append(Display(left, ((sign, self._speaker.set(last[i, j])),), tag))
        return out

    def _display(self, equation: Equation, number: int) -> Display:
        sign = _RELATIONS[equation.relation]
        last = equation.right[-1:] if self._options.detail == "brief" else equation.right
        right = tuple((sign, self._speaker.set(e)) for e in last)
        if equation.relation == "in":
            right = ((sign, Fence(listed([self._speaker.set(e) for e in equation.right]), "{", "}")),)
        beside = None
        if isinstance(equation.left, Density):
            model = self._derivation.model
            beside = domains.support(self._speaker.setting, model.support, model.given)
        return Display(self._speaker.set(equation.left), right, number, beside)

    # ---------------------------------------------------------------- the end

    def _checked(self) -> list[Block]:
        return assurance.how_checked(self._speaker, self._derivation)

    def _references(self, model: Model) -> list[Block]:
        sources = [*model.references, *(c.source for c in model.citations)]
        unique = list(dict.fromkeys(s for s in sources if s))
        if not unique:
            return []
        lead = (self._speaker.word("headings", "references"),)
        if len(unique) == 1:
            return [Paragraph((unique[0] + ".",), lead, "references")]
        return [Paragraph((), lead, "references"), Items(tuple((s,) for s in unique), "references")]


def setting_of(model: Model) -> Setting:
    """How this model's formulas are set: its letters, its natural numbers, the greatest values of its variables."""
    parameters = (*model.parameters, *model.known)
    return Setting(
        model.notation,
        tuple(p.name for p in parameters),
        [
            *(r.variable.name for r in model.support.regions if r.integer),
            *(p.name for p in parameters if p.domain.integer),
        ],
        {r.variable: r.upper for r in model.support.regions if r.upper.is_finite is not False},
        single=len(model.parameters) == 1,
    )


def _kind(model: Model) -> str:
    if model.kernel:
        return "kernel"
    return "discrete" if all(model.support.region(x).integer for x in model.random) else "continuous"


def _unprofiled(e: Equation) -> Equation:
    """Derivatives of the profile as derivatives of the log-likelihood, as long as nothing has been put in."""
    if isinstance(e.left, Partial) and isinstance(e.left.args[0], ProfileLogLikelihood):
        return replace(e, left=Partial(LogLikelihood(), *e.left.args[1:]))
    return e


def _cite(speaker: Speaker, label: str) -> object:
    from thetahat.core.derivation import Cite

    return Cite(label) if label in speaker.numbers else ""


def _title(model: Model, lang: str) -> str:
    chosen = model.title
    if isinstance(chosen, Mapping):
        chosen = chosen.get(lang) or chosen.get(words.REFERENCE_LANGUAGE, "")
    return str(chosen or words.phrase(lang, "phrases", "untitled"))
