"""What the languages with plain loops share: passes as loops over an index, and the functions of a file.

The tables of a language say how it declares, loops and adds; its template says how the file begins and what outsiders
call.  These targets write `estimate`, `nll`, `gradient` and `hessian`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping, Sequence

from thetahat.codegen.languages.domains import fixed_tests
from thetahat.codegen.languages.expression import names_of, parsed
from thetahat.codegen.languages.imperative import Language
from thetahat.codegen.languages.items import Each
from thetahat.codegen.languages.parts import parts_of
from thetahat.codegen.languages.variables import each_nodes, every_name
from thetahat.core.plan import Pass, Plan
from thetahat.engines.vocabulary import SERIES


class Loops(Language):
    """Rows are arrays, read at an index."""

    titles: Mapping[str, str] = {}
    """Functions of the plan that have another name here, since outsiders call something else by theirs."""
    prefix = ""
    vectors: Sequence[str] = ()
    carried = frozenset(SERIES)
    loop = "for (let i = 0; i < {0}.length; ++i) {{"
    close = "}"
    item = "{0}[i]"
    adding = "{0} += {1};"
    smaller = "{0} = Math.min({0}, {1});"
    larger = "{0} = Math.max({0}, {1});"
    comment = "//"

    def title(self, name: str) -> str:
        return self.titles.get(name, name)

    def argument(self, e: ast.expr) -> str:
        if isinstance(e, ast.Name) and e.id == "rows":
            return ", ".join(self.vectors)
        return self.text(e)

    def rowwise(self, reads: Sequence[str]) -> dict[str, str]:
        """Names with the variables of row i in the place of the arrays; returns those outside."""
        outer = dict(self.names)
        for x in reads:
            self.names[x] = self.item.format(outer.get(x, x))
        return outer

    def quantile(self, p: Pass, i: int) -> str:
        """The text of a quantile of a function of a row."""
        raise NotImplementedError

    def passed(self, p: Pass, new: set[str], once: set[str]) -> None:
        loop = [i for i, kind in enumerate(p.kinds) if kind != "quantile"]
        for i, kind in enumerate(p.kinds):
            if kind == "quantile":
                name, text = self.name(p.names[i]), self.quantile(p, i)
                self.line(self.declared(name, text, True) if p.names[i] in new else self.assigned(name, text))
        for i in loop:
            name = self.name(p.names[i])
            first = {
                "total": self.number(0.0),
                "minimum": self.constants["inf"],
                "maximum": f"-{self.constants['inf']}",
            }
            text = first[p.kinds[i]]
            self.line(self.declared(name, text, False) if p.names[i] in new else self.assigned(name, text))
        if not loop:
            return
        self.line(self.loop.format(self.vectors[0]))
        self.depth += 1
        outer = self.rowwise(p.reads)
        for local, e in p.locals:
            self.assign(local, parsed(e), True, True)
        for i in loop:
            name = self.name(p.names[i])
            pattern = {"total": self.adding, "minimum": self.smaller, "maximum": self.larger}[p.kinds[i]]
            self.added(pattern, name, self.fitted(parsed(p.summands[i]), len(pattern.format(name, ""))))
        self.names = outer
        self.depth -= 1
        self.line(self.close)

    def added(self, pattern: str, name: str, value: ast.expr) -> None:
        """The line of a row's share in a statistic."""
        self.line(_signed(pattern.format(name, self.text(value))))

    def each(self, e: Each) -> None:
        self.line(self.loop.format(self.vectors[0]))
        self.depth += 1
        outer = self.rowwise(e.reads)
        nodes = each_nodes(e)
        inside = [n.targets[0].id for n in nodes if isinstance(n, ast.Assign) and isinstance(n.targets[0], ast.Name)]
        self.block(nodes, inside)
        self.names = outer
        self.depth -= 1
        self.line(self.close)


def _signed(line: str) -> str:
    """a + -b as a - b."""
    return line.replace(" + -", " - ", 1) if " = " in line else line


class Written:
    """One file in the making."""

    def __init__(self, plan: Plan, language: type[Loops]) -> None:
        self.plan = plan
        self.parts = parts_of(plan, loops=True)
        self.prefix = re.sub(r"\W", "_", plan.name, flags=re.ASCII).strip("_") or "density"
        self.language = language(self.parts.made.values())
        self.language.reserved |= {f"{self.prefix}_likelihood"}
        self.language.settle([*every_name(self.parts.made.values()), *plan.identifiers])
        self.x = [self.language.name(x) for x in plan.identifiers]
        self.language.vectors = self.x
        self.known = [self.language.name(k) for k in self.parts.known]
        self.k = self.parts.k
        self.functions = ["\n".join(self.language.function(f)) for f in self.parts.made.values()]
        kernel = ["\n".join(self.language.kernel_function(n)) for n in self.language.needed()]
        self.functions = [*kernel, *self.functions]

    def heading(self, head: Sequence[str]) -> str:
        """The comment that the file begins with."""
        return "\n".join(f"{self.language.comment} {x}".rstrip() for x in head)

    def carried(self, tools: str, interface: str) -> list[str]:
        """Those of the tools, which stand apart by empty lines, that the file calls; what is no function stays."""
        body = "\n".join([interface, *self.functions])
        out = []
        for text in tools.split("\n\n"):
            found = re.search(r"^(?:function|fn) (?:\w+ = )?(\w+)\(", text, re.MULTILINE)
            if found is None or re.search(rf"\b{found[1]}\(", body):
                out.append(text)
        return out

    def tests(self, row: Mapping[str, str]) -> list[tuple[str, str, str]]:
        """(variable, test over a row, rule in words) for that part of the support which no parameter moves."""
        outer = self.language.names
        self.language.names = {**outer, **row}
        out = [(v, self.language.text(s), rule) for v, s, rule in fixed_tests(self.plan)]
        self.language.names = outer
        return out

    def back(self, result: str, centre: str, spread: str) -> list[tuple[int, str]]:
        """(j, text) for each parameter that is brought back to the data's units; patterns name the parts."""
        if not self.parts.moved:
            return []
        names = {f"result_{j}_": result.format(j) for j in range(self.k)}
        for v, x in zip(self.plan.identifiers, self.x, strict=True):
            names |= {f"centre_{v}": centre.format(x), f"spread_{v}": spread.format(x)}
        outer = self.language.names
        self.language.names = {**outer, **names}
        out = []
        for j in range(self.k):
            source = self.parts.back(j, f"result_{j}_")
            if source != f"result_{j}_":
                out.append((j, self.language.text(source)))
        self.language.names = outer
        return out

    def square(self, entry: str) -> list[list[str]]:
        """The rows of a symmetric matrix from its lower triangle; ``entry`` is a pattern of an index from 0."""
        return [
            [entry.format(max(i, j) * (max(i, j) + 1) // 2 + min(i, j)) for j in range(self.k)] for i in range(self.k)
        ]

    @property
    def moved(self) -> list[tuple[str, str]]:
        """(identifier, array) of the variables that are standardised."""
        pairs = zip(self.plan.identifiers, self.x, strict=True)
        return [(v, x) for v, x in pairs if v in self.parts.moved]

    @property
    def labels(self) -> list[str]:
        """The parameters' names."""
        return [p.name for p in self.plan.parameters]


NEGATIVE = {"nll": "negative", "gradient": "negative_gradient", "hessian": "negative_hessian"}
"""Inner names of the functions that outsiders call nll, gradient and hessian."""

__all__ = ["NEGATIVE", "Loops", "Written", "names_of"]
