"""The target `fortran`: a Fortran 2008 module, double precision, no input or output.

call estimate(x, known, result, status)      status 0, or one of the codes that the module lists
nll(x, parameters, known) -> number; call gradient, hessian(x, parameters, known, result)
"""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence

from thetahat.codegen.languages.expression import ADD, ATOM, COMPARE, MULTIPLY, POWER, Text, parsed
from thetahat.codegen.languages.heading import heading
from thetahat.codegen.languages.imperative import is_truth
from thetahat.codegen.languages.items import Function
from thetahat.codegen.languages.loops import NEGATIVE, Loops, Written
from thetahat.codegen.lowered import printed
from thetahat.core.derivation import Derivation
from thetahat.core.plan import Pass, Plan

RESERVED = frozenset(
    "dp i out abs acos acosh aint anint any all asin asinh atan atan2 atanh call case ceiling contains cos cosh count "
    "cycle deallocate allocate dble dim do else elseif end enddo endif erf erfc erfc_scaled exit exp false floor "
    "function gamma huge if implicit in index inout int integer intent is kind len log log_gamma log10 logical "
    "max maxval merge min minval mod modulo module none nint norm2 not only optional parameter present private "
    "product public pure real recursive return result select sign sin sinh size sqrt status stop "
    "subroutine sum tan tanh then tiny true type use where while write read print estimate nll gradient hessian level "
    "negative negative_gradient negative_hessian limit unit moved infinity not_a_number ok bad_data no_maximum "
    "not_found sign_of remainder_of whole_below whole_above log_1p exp_m1 "
    "ieee_is_finite ieee_value ieee_quiet_nan ieee_positive_inf ieee_arithmetic values ordered place data "
    "format open close parameters found associate block class extends reshape iso_fortran_env valid real64".split()
)


class Fortran(Loops):
    """Fortran 2008, free form."""

    target = "fortran"
    width = 96
    indent = "  "
    end = ""
    fold = True
    declares = False
    reserved = RESERVED
    titles = {**NEGATIVE, "sign": "sign_of", "modulo": "remainder_of"}
    words = {
        **{w: w for w in "log exp sqrt abs sin cos tan sinh cosh tanh erf erfc".split()},
        **{f"arc{w}": f"a{w}" for w in "sin cos tan sinh cosh tanh".split()},
        **{"arctan2": "atan2", "maximum": "max", "minimum": "min", "isfinite": "ieee_is_finite"},
        **{"gammaln": "log_gamma", "gamma": "gamma", "erfcx": "erfc_scaled", "floor": "whole_below"},
        **{"ceil": "whole_above", "log1p": "log_1p", "expm1": "exp_m1"},
    }
    constants = {
        "pi": "3.141592653589793_dp",
        "inf": "infinity()",
        "nan": "not_a_number()",
        "True": ".true.",
        "False": ".false.",
    }
    compare = {**Loops.compare, ast.NotEq: "/="}
    logic = {ast.And: ".and.", ast.Or: ".or."}
    denial = ".not. "
    comment = "!"
    loop = "do i = 1, size({0})"
    close = "end do"
    item = "{0}(i)"
    adding = "{0} = {0} + {1}"
    smaller = "{0} = min({0}, {1})"
    larger = "{0} = max({0}, {1})"
    texts = {
        "if": "if ({0}) then",
        "elif": "else if ({0}) then",
        "else": "else",
        "close": "end if",
        "close loop": "end do",
        "while": "do while ({0})",
        "for": "do {0} = 0, {1} - 1",
        "break": "exit",
        "continue": "cycle",
    }

    def number(self, value: float) -> str:
        text = repr(float(value)).replace("e+", "e")
        return f"{text}_dp" if "." in text or "e" in text else f"{text}.0_dp"

    def show_Name(self, e: ast.Name) -> Text:
        if e.id in self.integers:
            return f"real({self.name(e.id)}, dp)", ATOM
        if e.id in ("inf", "nan", "pi", "True", "False"):
            return self.constants[e.id], ATOM
        return super().show_Name(e)

    def show_UnaryOp(self, e: ast.UnaryOp) -> Text:
        # two signs may not stand side by side, and a minus binds less tightly than a product
        if isinstance(e.op, ast.Not):
            return f".not. {self.tight(e.operand, ATOM)}", COMPARE
        return f"-{self.tight(e.operand, MULTIPLY)}", ADD

    def show_Compare(self, e: ast.Compare) -> Text:
        if is_truth(e.left) and isinstance(e.ops[0], (ast.Eq, ast.NotEq)):
            sign = ".eqv." if isinstance(e.ops[0], ast.Eq) else ".neqv."
            return f"(({self.text(e.left)}) {sign} ({self.text(e.comparators[0])}))", ATOM
        return super().show_Compare(e)

    def call(self, word: str, args: list[ast.expr]) -> Text:
        if word == "count":
            return f"real(size({self.vectors[0]}), dp)", ATOM
        return super().call(word, args)

    def raised(self, base: ast.expr, exponent: ast.expr) -> Text:
        whole = isinstance(exponent, ast.Constant) and exponent.value in (2, 3, 4)
        power = str(int(exponent.value)) if whole and isinstance(exponent, ast.Constant) else self.tight(exponent, ATOM)  # type: ignore[arg-type]
        return f"{self.tight(base, ATOM)}**{power}", POWER

    def where(self, test: ast.expr, yes: ast.expr, no: ast.expr) -> Text:
        return f"merge({self.text(yes)}, {self.text(no)}, {self.tight(test, COMPARE)})", ATOM

    def broken(self, text: str) -> str:
        return f"{text} &"

    # -------------------------------------------------------------- functions

    def function(self, f: Function) -> list[str]:
        return self._with_declarations(super().function(f))

    def kernel_function(self, name: str) -> list[str]:
        return self._with_declarations(super().kernel_function(name))

    def _with_declarations(self, lines: list[str]) -> list[str]:
        """The lines with the declarations that the body turned out to need, and long ones continued."""
        mark = lines.index(_DECLARE)
        said = []
        for kind, names in (("real(dp)", self.numbers), ("logical", self.truths), ("integer", self.counters)):
            said += _listed(f"{self.indent * 2}{kind} :: ", list(names), self.width)
        out = [*lines[:mark], *said, *lines[mark + 1 :]]
        return [x for line in out for x in _continued(line)]

    def head(self, f: Function) -> None:
        self.numbers: dict[str, None] = {}
        self.truths: dict[str, None] = {}
        self.counters: dict[str, None] = {}
        self.depth += 1
        self.line(f"! {f.told}")
        names = [*(self.vectors if f.rows else []), *(self.name(a) for a in f.arguments)]
        kind = "recursive function " if f.outputs == 1 else "subroutine "
        self.outward_name = self.title(f.name)
        # a statement has at most 255 lines: arguments stand many to a line
        tail = ") result(out)" if f.outputs == 1 else ")"
        self.wrapped(f"{kind}{self.outward_name}(", names if f.outputs == 1 else [*names, "out"], tail)
        self.depth += 1
        if f.rows:
            self.line(f"real(dp), intent(in) :: {', '.join(f'{x}(:)' for x in self.vectors)}")
        if f.arguments:
            own = [self.name(a) for a in f.arguments]
            self.lines += _listed(f"{self.indent * self.depth}real(dp), intent(in) :: ", own, self.width)
        self.line("real(dp) :: out" if f.outputs == 1 else f"real(dp), intent(out) :: out({f.outputs})")
        self.lines.append(_DECLARE)
        self.single = f.outputs == 1
        self.depth -= 1

    def foot(self, f: Function) -> None:
        self.line(f"end {'function' if self.single else 'subroutine'} {self.outward_name}")
        self.depth -= 1

    def declared(self, name: str, value: str, once: bool) -> str:
        self.numbers.setdefault(name)
        return f"{name} = {value}"

    def truth(self, name: str, value: str) -> str:
        self.truths.setdefault(name)
        return f"{name} = {value}"

    def assign(self, target: str, value: ast.expr, new: bool, once: bool) -> None:
        name = self.name(target)
        rest = self.fitted(value, len(name) + 6)
        kind = self.truths if is_truth(rest) else self.numbers
        if target not in self.arguments:
            kind.setdefault(name)
        self.line(f"{name} = {self.text(rest)}")

    def fitted(self, value: ast.expr, used: int) -> ast.expr:
        from thetahat.codegen.languages.expression import cut

        room = self.width - len(self.indent) * self.depth - used
        parts, rest = cut(value, room, lambda e: len(self.text(e)), self.fresh)
        for name, part in parts:
            (self.truths if is_truth(part) else self.numbers).setdefault(name)
            self.line(f"{name} = {self.text(part)}")
        return rest

    def statement(self, n: ast.stmt | Pass | object, new: set[str], once: set[str], inner: Sequence[str]) -> None:
        if isinstance(n, ast.For) and isinstance(n.target, ast.Name):
            self.counters.setdefault(self.name(n.target.id))
        super().statement(n, new, once, inner)  # type: ignore[arg-type]

    def several(self, targets: Sequence[tuple[str, bool, bool]], call: ast.Call) -> None:
        assert isinstance(call.func, ast.Name)
        self.calls.add(call.func.id)
        found = self.fresh("found")
        self.numbers.setdefault(f"{found}({len(targets)})")
        arguments = [*(self.argument(a) for a in call.args), found]
        self.wrapped(f"call {self.title(call.func.id)}(", arguments, ")")
        for i, (v, _, _) in enumerate(targets):
            if v in self.read:
                self.numbers.setdefault(self.name(v))
                self.line(f"{self.name(v)} = {found}({i + 1})")

    def returned(self, values: Sequence[ast.expr]) -> None:
        if self.single:
            self.line(f"out = {self.text(self.fitted(values[0], 8))}")
        else:
            for i, v in enumerate(values):
                self.line(f"out({i + 1}) = {self.text(self.fitted(v, 12))}")
        if self.depth > 2:
            self.line("return")

    # -------------------------------------------------------------- rows

    def passed(self, p: Pass, new: set[str], once: set[str]) -> None:
        for name in p.names:
            self.numbers.setdefault(self.name(name))
        if any(kind != "quantile" for kind in p.kinds):
            self.counters.setdefault("i")
        super().passed(p, new, once)

    def each(self, e: object) -> None:
        self.counters.setdefault("i")
        super().each(e)  # type: ignore[arg-type]

    def quantile(self, p: Pass, i: int) -> str:
        self.counters.setdefault("i")
        outer = self.rowwise(p.reads)
        self.names |= {n: f"({self.text(e)})" for n, e in p.locals}
        value = self.text(parsed(p.summands[i]))
        self.names = outer
        return f"level([({value}, i = 1, size({self.vectors[0]}))], {self.text(p.levels[i])})"


_DECLARE = "! declarations"


def _listed(head: str, names: Sequence[str], width: int) -> list[str]:
    """Declarations of these names, as many to a line as fit."""
    out: list[str] = []
    for n in names:
        if out and len(out[-1]) + len(n) + 2 <= width:
            out[-1] += f", {n}"
        else:
            out.append(head + n)
    return out


def _continued(line: str) -> list[str]:
    """A line of at most 120 characters, or several that continue one another, cut between words."""
    out = []
    pad = " " * (len(line) - len(line.lstrip()) + 4)
    if line.lstrip().startswith("!"):
        while len(line) > 100:
            at = line.rfind(" ", 0, 100)
            out.append(line[:at])
            line = f"{pad[:-4]}! {line[at + 1 :]}"
        return [*out, line]
    while len(line) > 120:
        at = line.rfind(" ", len(pad) + 8, 118)
        if at < 0:
            break
        out.append(f"{line[:at]} &")
        line = pad + line[at + 1 :]
    return [*out, line]


_TOOLS = {
    "infinity": """  pure function infinity() result(out)
    real(dp) :: out
    out = ieee_value(1.0_dp, ieee_positive_inf)
  end function infinity""",
    "not_a_number": """  pure function not_a_number() result(out)
    real(dp) :: out
    out = ieee_value(1.0_dp, ieee_quiet_nan)
  end function not_a_number""",
    "whole_below": """  ! floor(x) as a real number of any size.
  pure function whole_below(x) result(out)
    real(dp), intent(in) :: x
    real(dp) :: out
    out = aint(x)
    if (out > x) out = out - 1.0_dp
  end function whole_below""",
    "whole_above": """  ! ceiling(x) as a real number of any size.
  pure function whole_above(x) result(out)
    real(dp), intent(in) :: x
    real(dp) :: out
    out = aint(x)
    if (out < x) out = out + 1.0_dp
  end function whole_above""",
    "log_1p": """  ! log(1 + x): what rounding takes from 1 + x is put back.
  pure function log_1p(x) result(out)
    real(dp), intent(in) :: x
    real(dp) :: out, whole
    whole = 1.0_dp + x
    if (whole == 1.0_dp) then
      out = x
    else if (.not. ieee_is_finite(whole) .or. whole <= 0.0_dp) then
      out = log(whole)
    else
      out = log(whole) - ((whole - 1.0_dp) - x) / whole
    end if
  end function log_1p""",
    "exp_m1": """  ! exp(x) - 1 = 2 tanh(x/2)/(1 - tanh(x/2)).
  pure function exp_m1(x) result(out)
    real(dp), intent(in) :: x
    real(dp) :: out, t
    if (abs(x) > 0.5_dp) then
      out = exp(x) - 1.0_dp
    else
      t = tanh(0.5_dp * x)
      out = 2.0_dp * t / (1.0_dp - t)
    end if
  end function exp_m1""",
    "level": """  ! The value at rank ceil(n p); the midpoint of the two middle ones for p = 1/2.
  function level(values, p) result(out)
    real(dp), intent(in) :: values(:), p
    real(dp) :: out, ordered(size(values)), moved
    integer :: n, k, gap, i, j
    n = size(values)
    ordered = values
    gap = 1
    do while (gap < n / 3)
      gap = 3 * gap + 1
    end do
    do while (gap > 0)
      do i = gap + 1, n
        moved = ordered(i)
        j = i
        do while (j > gap)
          if (ordered(j - gap) <= moved) exit
          ordered(j) = ordered(j - gap)
          j = j - gap
        end do
        ordered(j) = moved
      end do
      gap = gap / 3
    end do
    k = max(1, ceiling(real(n, dp) * p * (1.0_dp - 1e-15_dp)))
    out = ordered(k)
    if (p == 0.5_dp .and. mod(n, 2) == 0) out = 0.5_dp * (ordered(k) + ordered(k + 1))
  end function level""",
}


def module(derivation: Derivation) -> str:
    """The module's text.  Raises TargetError, naming the function, for what it cannot compute."""
    p, plan = printed(derivation)
    return text(plan, heading(p, 90))


def text(plan: Plan, head: Sequence[str]) -> str:
    """The module of a plan below the lines of a heading."""
    w = Written(plan, Fortran)
    x, known, k, name = w.x, w.known, w.k, w.prefix
    arrays = f"    real(dp), intent(in) :: {', '.join(f'{a}(:)' for a in x)}"
    given = [f"    real(dp), intent(in) :: {', '.join(known)}"] if known else []
    row = {v: f"{a}(i)" for v, a in zip(plan.identifiers, x, strict=True)}
    tests = w.tests(row)
    valid = [f"  ! Whether the rows are data: {'; '.join(f'{v} {rule}' for v, _, rule in tests) or 'finite numbers'}."]
    valid += [f"  function valid({', '.join([*x, *known])}) result(out)", arrays, *given, "    logical :: out"]
    valid += ["    integer :: i"] if tests else []
    valid.append(f"    out = size({x[0]}) > 0")
    valid += [f"    out = out .and. size({a}) == size({x[0]})" for a in x[1:]]
    valid += [f"    out = out .and. all(ieee_is_finite({a}))" for a in x]
    if tests:
        valid += ["    if (.not. out) return", f"    do i = 1, size({x[0]})"]
        valid += [f"      out = out .and. ({test})" for _, test, _ in tests] + ["    end do"]
    valid.append("  end function valid")
    public = [f"  ! The estimates of {', '.join(w.labels)}.",
              f"  subroutine estimate({', '.join([*x, *known, 'result', 'status'])})", arrays, *given,
              f"    real(dp), intent(out) :: result({k})", "    integer, intent(out) :: status"]  # fmt: skip
    if w.parts.conditional:
        public.append(f"    real(dp) :: limit({k + 1})")
    public += [f"    real(dp) :: unit_{a}(2)" for _, a in w.moved]
    at = ", ".join([*x, *known])
    public += ["    result = not_a_number()", "    status = bad_data", f"    if (.not. valid({at})) return"]
    if w.parts.conditional:
        public += [f"    call limits({at}, limit)", "    if (limit(1) > 0.0_dp) then"]
        public += ["      result = limit(2:)", "      status = no_maximum", "      return", "    end if"]
    passed = list(x)
    for v, a in w.moved:
        public.append(f"    call units_{v}({', '.join(x)}, unit_{a})")
        passed[x.index(a)] = f"({a} - unit_{a}(1)) / unit_{a}(2)"
    arguments = ", ".join([*passed, *known])
    public.append(f"    call solve({arguments}, result)" if k > 1 else f"    result(1) = solve({arguments})")
    for j, t in w.back("result(<{}>)", "unit_{}(1)", "unit_{}(2)"):
        for m in range(k):
            t = t.replace(f"result(<{m}>)", f"result({m + 1})")
        public.append(f"    result({j + 1}) = {t}")
    public += ["    status = merge(ok, not_found, all(ieee_is_finite(result)))", "  end subroutine estimate", ""]
    opening = [arrays, f"    real(dp), intent(in) :: parameters({k})", *given]
    outer = ", ".join([*x, "parameters", *known])
    values = ", ".join([at, *(f"parameters({j + 1})" for j in range(k))])
    public += [f"  ! -l at parameters in the order {', '.join(w.labels)}; infinite outside the domain.",
               f"  function nll({outer}) result(out)", *opening, "    real(dp) :: out", "    out = not_a_number()",
               f"    if (valid({at})) out = negative({values})", "  end function nll", ""]  # fmt: skip
    for what, told in (("gradient", "The gradient of nll."), ("hessian", "The Hessian of nll.")):
        size = f"{k}" if what == "gradient" else f"{k}, {k}"
        public += [f"  ! {told}", f"  subroutine {what}({outer}, result)", *opening]
        public += [f"    real(dp), intent(out) :: result({size})"]
        many = k if what == "gradient" else k * (k + 1) // 2
        public += [
            f"    real(dp) :: found({many})",
            "    result = not_a_number()",
            f"    if (.not. valid({at})) return",
        ]
        public.append(
            f"    call negative_{what}({values}, found)" if many > 1 else f"    found(1) = negative_{what}({values})"
        )
        if what == "gradient":
            public.append("    result = found")
        else:
            places = [max(i, j) * (max(i, j) + 1) // 2 + min(i, j) + 1 for i in range(k) for j in range(k)]
            places_ = ", ".join(f"found({p})" for p in places)
            public.append(f"    result = reshape([{places_}], [{k}, {k}])")
        public += [f"  end subroutine {what}", ""]
    body = "\n\n".join(["\n".join(public).rstrip(), "\n".join(valid), *w.functions])
    carried = ["infinity", "not_a_number"]
    carried += [t for t in _TOOLS if t not in carried and re.search(rf"\b{t}\(", body)]
    tools = [_TOOLS[t] for t in carried if re.search(rf"\b{t}\(", body)]
    needs = ["ieee_is_finite", *(["ieee_positive_inf"] if "infinity(" in body else []), "ieee_quiet_nan", "ieee_value"]
    codes = [
        "  integer, parameter, public :: ok = 0",
        "  integer, parameter, public :: bad_data = 1    ! empty, not finite, or outside the support",
        "  integer, parameter, public :: no_maximum = 2  ! the result holds the limits, NaN where there are none",
        "  integer, parameter, public :: not_found = 3   ! no maximum was found",
    ]
    lines = [
        w.heading(head),
        f"module {name}_likelihood",
        "  use, intrinsic :: iso_fortran_env, only: dp => real64",
        f"  use, intrinsic :: ieee_arithmetic, only: {', '.join(needs)}",
        "  implicit none",
        "  private",
        "  public :: estimate, nll, gradient, hessian",
        *codes,
        "",
        "contains",
        "",
    ]
    whole = "\n".join([*lines, "\n\n".join([body, *tools]), "", f"end module {name}_likelihood"]) + "\n"
    return "\n".join(x for line in whole.splitlines() for x in _continued(line)) + "\n"
