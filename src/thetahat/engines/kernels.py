"""A pass as the text of a C function: one loop over the rows in which all summands share their parts.

    text(p, weighted) -> C source, or None where the pass holds what C's mathematical library has not

Names are replaced by x0, a0, v0 … in the order in which they appear: passes that differ in names only give one text.
Each chunk of rows is summed in the processor's vector lanes, the chunks one after the other, so that rounding errors
do not grow with the block.  Blocks are combined by the caller.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping

from thetahat.core.plan import Pass

CHUNK = 512
"""Rows whose sums are held in vector lanes."""

PLAIN = {
    **{n: n for n in ("log", "exp", "sqrt", "sin", "cos", "tan", "sinh", "log1p", "expm1", "erf", "erfc")},
    **{
        "arcsin": "asin",
        "arccos": "acos",
        "arctan": "atan",
        "arcsinh": "asinh",
        "arccosh": "acosh",
        "arctanh": "atanh",
    },
    **{"abs": "fabs", "floor": "floor", "ceil": "ceil"},
}
"""Words that C has, under its names."""

OWN = {
    "expit": "static inline double expit(double y)\n"
    "{ double e = exp(-fabs(y)), q = 1.0/(1.0 + e); return y < 0.0 ? e*q : q; }",
    "logaddexp": "static inline double logaddexp(double a, double b)\n"
    "{ double d = fabs(a - b); return (a > b ? a : b) + (a == b ? 0.69314718055994531 : log1p(exp(-d))); }",
    # Both from one exp, which the logarithm of their sum shares with them.
    "tanh": "static inline double own_tanh(double y)\n"
    "{ double e = exp(-fabs(y)), q = (1.0 - e*e)/(1.0 + e*e); return y < 0.0 ? -q : q; }",
    "cosh": "static inline double own_cosh(double y) { double e = exp(-fabs(y)); return 0.5*(e + 1.0/e); }",
    "sign": "static inline double sign(double x) { return x > 0.0 ? 1.0 : x < 0.0 ? -1.0 : x; }",
    "minimum": "static inline double minimum(double a, double b) { return a <= b || a != a ? a : b; }",
    "maximum": "static inline double maximum(double a, double b) { return a >= b || a != a ? a : b; }",
    "xlogy": "static inline double xlogy(double x, double y) { return x == 0.0 && y == y ? 0.0 : x*log(y); }",
    "xlog1py": "static inline double xlog1py(double x, double y) { return x == 0.0 && y == y ? 0.0 : x*log1p(y); }",
    "mantissa": "static inline unsigned long bits(double x)\n"
    "{ unsigned long b; __builtin_memcpy(&b, &x, 8); return b; }\n"
    "static inline double mantissa(unsigned long b)\n"
    "{ double m; b = (b & 0xfffffffffffffUL) | 0x3ff0000000000000UL; __builtin_memcpy(&m, &b, 8); return m; }\n"
    "static inline unsigned long odd(unsigned long b) { return (b - 0x10000000000000UL) >= 0x7fe0000000000000UL; }",
    # exp(w^2) erfc(w) for w >= 0
    "scaled": "static inline double scaled(double w)\n"
    "{ double y = (w - 3.75)/(w + 3.75), p = ERFCX_LAST; ERFCX_STEPS return p/(1.0 + 2.0*w); }",
    "mills": "static inline double mills(double w)\n"
    "{ double s = scaled(fabs(w)), e = exp(-w*w); return w < 0.0 ? e/(2.0 - e*s) : 1.0/s; }",
    "log_erfc": "static inline double log_erfc(double w)\n"
    "{ double s = scaled(fabs(w)), e = exp(-w*w); return log(w < 0.0 ? 2.0 - e*s : s) - (w > 0.0 ? w*w : 0.0); }",
}
"""Words that are put together from others, in the order in which C must read them."""
LIBRARY = ("tanh", "cosh")
"""Those of them that C has too."""

# Written as a product, the inverse is shared with the summands that divide by the same.
_REST_OF_LOG1P = "const double i{j} = 1.0/f{j}; s{j} += (y{j} - (f{j} - 1.0))*i{j};"
FACTORS = {
    "log": "const double f{j} = {a};",
    "log1p": "const double y{j} = {a}, f{j} = 1.0 + y{j}; " + _REST_OF_LOG1P,
    "logaddexp": "const double c{j}a = {a}, c{j}b = {b}, y{j} = exp(-fabs(c{j}a - c{j}b)), f{j} = 1.0 + y{j};"
    " s{j} += c{j}a > c{j}b ? c{j}a : c{j}b; " + _REST_OF_LOG1P,
    "opposite": "const double c{j} = fabs({a}), h{j} = exp(-c{j}), y{j} = h{j}*h{j}, f{j} = 1.0 + y{j};"
    " s{j} += c{j}; " + _REST_OF_LOG1P,
    "log_erfc": "const double w{j} = {a}, r{j} = scaled(fabs(w{j})),"
    " f{j} = w{j} < 0.0 ? 2.0 - exp(-w{j}*w{j})*r{j} : r{j}; s{j} -= w{j} > 0.0 ? w{j}*w{j} : 0.0;",
}
"""Words that are logarithms: f is the argument, whose logarithm is left out; what else there is goes to the sum.

The opposite one is logaddexp(a, -a).
"""

ERFCX = (
    1.2375126308378275, -0.14024059858554702, 0.0035854154854644293, 0.08227673849015102,
    -0.10880393014174886, 0.09230432116019834, -0.05869339858963677, 0.0283622774215156,
    -0.009746579558029276, 0.0017556258324217529, 0.0002937136655913448, -0.00029015397928986765,
    5.164909889268241e-05, 2.2383912036550678e-05, -1.1444146237700524e-05, -9.72849582211122e-07,
    1.751637648849062e-06, -5.826281078800777e-08, -2.5866850716155884e-07, 2.4289762925488707e-08,
    3.8675334242222354e-08, -4.389284159986328e-09, -5.1739902141113095e-09, 5.457157304704688e-10,
    4.2514714447963895e-10, -3.75315827795962e-11,
)  # fmt: skip
"""(1 + 2w) exp(w^2) erfc(w) as a polynomial in (w - 3.75)/(w + 3.75): its Chebyshev series, cut off below 1e-17."""

NEEDS = {"mills": ("scaled",), "log_erfc": ("scaled",)}

_COMPARE = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!="}
_ARITHMETIC = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
_LOGIC = {"logical_and": "&", "logical_or": "|"}
_START = {"total": "0.0", "minimum": "__builtin_inf()", "maximum": "-__builtin_inf()"}
_REDUCTION = {"total": "+", "minimum": "min", "maximum": "max"}


class UnknownWordError(Exception):
    """A word that has no meaning in C."""


def text(p: Pass, weighted: bool) -> str | None:
    """The source of ``void kernel(x0, …, weights, a, rows, block, parts)``."""
    if not p.reads or any(p.levels):
        return None
    try:
        return _Writer(p).source(weighted)
    except UnknownWordError:
        return None


class _Writer:
    """One pass being written."""

    def __init__(self, p: Pass) -> None:
        self.p = p
        self.names = {**{n: f"x{i}" for i, n in enumerate(p.reads)}, **{n: f"a{i}" for i, n in enumerate(p.needs)}}
        self.names |= {n: f"v{i}" for i, (n, _) in enumerate(p.locals)}
        self.words: set[str] = set()
        self.inverses: dict[str, str] = {}
        """Divisors that are the same for all rows, and the names of their inverses: a product takes a tenth of the
        time, and compilers do not see it in all loops."""
        self.logarithms = self._logarithms()

    def _logarithms(self) -> Mapping[str, str]:
        """Name -> the local that is its logarithm: x**k is then exp(k log x)."""
        found = {}
        for name, source in self.p.locals:
            tree = ast.parse(source, mode="eval").body
            if (
                isinstance(tree, ast.Call)
                and getattr(tree.func, "id", "") == "log"
                and isinstance(tree.args[0], ast.Name)
            ):
                found[tree.args[0].id] = name
        return found

    def source(self, weighted: bool) -> str:
        """All of it."""
        p = self.p
        lines = []
        waiting = [(name, ast.parse(source, mode="eval").body) for name, source in p.locals]
        # Powers use the logarithms of their bases, which may be printed after them.
        for name, tree in self._in_order(waiting):
            lines.append(f"const double {self.names[name]} = {self.c(tree)};")
        products = [] if weighted else self._products()
        plain, fast = list(lines), list(lines)
        for j, (kind, summand) in enumerate(zip(p.kinds, p.summands, strict=True)):
            tree = ast.parse(summand, mode="eval").body
            value = self.c(tree)
            if kind == "total":
                plain.append(f"s{j} += {f'w[i]*({value})' if weighted else value};")
                fast.append(self._factor(j, tree) if j in products else plain[-1])
            elif summand in p.reads:
                # Of what is computed a comparison would lose a NaN.
                plain.append(f"s{j} = {value} {'<' if kind == 'minimum' else '>'} s{j} ? {value} : s{j};")
                fast.append(plain[-1])
            else:
                raise UnknownWordError(kind)
        count = range(len(p.names))
        columns = ", ".join(f"const double *restrict c{i}" for i in range(len(p.reads)))
        scalars = "".join(f"    const double a{i} = a[{i}];\n" for i in range(len(p.needs)))
        scalars += "".join(f"    const double {name} = 1.0/{divisor};\n" for divisor, name in self.inverses.items())
        clauses = " ".join(f"reduction({_REDUCTION[p.kinds[j]]}:s{j})" for j in count)
        merged = "".join(f"            {_merged(p.kinds[j], j)}\n" for j in count)
        start = f"            double {', '.join(f's{j} = {_START[p.kinds[j]]}' for j in count)};\n"
        loops = start + self._loop(plain, clauses)
        if products:
            again = " ".join(f"s{j} = {_START[p.kinds[j]]};" for j in count)
            loops = (
                start
                + "".join(f"            double q{j} = 1.0; unsigned long e{j} = 0;\n" for j in products)
                + "            unsigned long z = 0;\n"
                + self._loop(
                    fast,
                    clauses + "".join(f" reduction(*:q{j}) reduction(+:e{j})" for j in products) + " reduction(|:z)",
                )
                + "            if (!z) {\n"
                + "".join(
                    f"                s{j} += log(q{j}) + 0.69314718055994531*((double)e{j} - 1023.0*(stop - chunk));\n"
                    for j in products
                )
                + f"            }} else {{\n            {again}\n{self._loop(plain, clauses)}            }}\n"
            )
        return (
            f"{self._head()}"
            f"void kernel({columns}, const double *restrict w, const double *restrict a, long rows, long block,"
            f" double *restrict parts)\n{{\n{scalars}"
            "    for (long b = 0, first = 0; first < rows; b++, first += block) {\n"
            "        const long last = first + block < rows ? first + block : rows;\n"
            f"        double {', '.join(f't{j} = {_START[p.kinds[j]]}' for j in count)};\n"
            f"        for (long chunk = first; chunk < last; chunk += {CHUNK}) {{\n"
            f"            const long stop = chunk + {CHUNK} < last ? chunk + {CHUNK} : last;\n"
            f"{loops}{merged}        }}\n"
            f"        {' '.join(f'parts[b*{len(p.names)} + {j}] = t{j};' for j in count)}\n"
            "    }\n}\n"
        )

    def _in_order(self, waiting: list[tuple[str, ast.expr]]) -> list[tuple[str, ast.expr]]:
        """The locals, each one after those that it uses."""
        trees, out = dict(waiting), dict[str, ast.expr]()

        def put(name: str) -> None:
            if name in out:
                return
            used = [n.id for n in ast.walk(trees[name]) if isinstance(n, ast.Name)]
            for other in (*used, *(self.logarithms[n] for n in used if n in self.logarithms)):
                if other in trees and other != name:
                    put(other)
            out[name] = trees[name]

        for name in trees:
            put(name)
        return list(out.items())

    def _loop(self, lines: list[str], clauses: str) -> str:
        """The rows of one chunk."""
        rows = "".join(f"                const double x{i} = c{i}[i];\n" for i in range(len(self.p.reads)))
        body = "".join(f"                {line}\n" for line in lines)
        return (
            f"            #pragma omp simd {clauses}\n"
            f"            for (long i = chunk; i < stop; i++) {{\n{rows}{body}            }}\n"
        )

    def _products(self) -> list[int]:
        """The sums of logarithms, which are logarithms of products."""
        found = []
        for j, (kind, summand) in enumerate(zip(self.p.kinds, self.p.summands, strict=True)):
            tree = ast.parse(summand, mode="eval").body
            if kind == "total" and isinstance(tree, ast.Call) and getattr(tree.func, "id", "") in FACTORS:
                found.append(j)
        return found

    def _factor(self, j: int, tree: ast.expr) -> str:
        """One more factor: its mantissa is multiplied, its exponent added; z notes what is no positive number.

        log(1 + y) = log u + (y - (u - 1))/u with u the rounded 1 + y.
        """
        self.words.add("mantissa")
        if not isinstance(tree, ast.Call):
            return _unknown(type(tree).__name__)
        word = getattr(tree.func, "id", "")
        if word in NEEDS:
            self.words.update(NEEDS[word])
        if word == "logaddexp" and self._opposite(*tree.args):
            word = "opposite"
        lines = FACTORS[word].format(j=j, **dict(zip("ab", map(self.c, tree.args), strict=False)))
        note = f"const unsigned long b{j} = bits(f{j}); z |= odd(b{j});"
        return f"{lines} {note} e{j} += b{j} >> 52; q{j} *= mantissa(b{j});"

    def _opposite(self, a: ast.expr, b: ast.expr) -> bool:
        """Whether a = -b or b = -a, where the text says so."""
        locals_ = dict(self.p.locals)
        texts = [locals_.get(t.id, t.id) if isinstance(t, ast.Name) else ast.unparse(t) for t in (a, b)]
        names = [ast.unparse(t) for t in (a, b)]
        return f"-{names[0]}" in (texts[1], names[1]) or f"-{names[1]}" in (texts[0], names[0])

    def _head(self) -> str:
        words = {*self.words, *(n for w in self.words for n in NEEDS.get(w, ()))}
        inline = "".join(f"{OWN[w]}\n" for w in OWN if w in words)
        steps = " ".join(f"p = p*y + {v!r};" for v in ERFCX[-2::-1])
        inline = inline.replace("ERFCX_LAST", repr(ERFCX[-1])).replace("ERFCX_STEPS", steps)
        inline += "".join(
            f"static inline double power{k}(double x) {{ return {'*'.join(['x'] * k)}; }}\n"
            for k in range(2, 9)
            if f"power{k}" in words
        )
        one = sorted({*PLAIN.values()} - {"fabs", "sqrt", "floor", "ceil"})
        declared = "".join(f"VECTOR double {name}(double);\n" for name in one)
        return f"{declared}VECTOR double pow(double, double);\n{_REST}{inline}"

    # -------------------------------------------------------------- expressions

    def c(self, tree: ast.expr) -> str:
        """An expression."""
        match tree:
            case ast.Constant(value=value):
                return repr(float(value)) if isinstance(value, (int, float)) else _unknown(str(value))
            case ast.Name(id=name):
                return self._name(name)
            case ast.UnaryOp(op=ast.USub(), operand=inner):
                return f"(-{self.c(inner)})"
            case ast.UnaryOp(op=ast.UAdd(), operand=inner):
                return self.c(inner)
            case ast.BinOp(left=left, op=ast.Pow(), right=right):
                return self._power(left, right)
            case ast.BinOp(left=left, op=ast.Div(), right=right) if self._fixed(right):
                divisor = self.c(right)
                return f"({self.c(left)} * {self.inverses.setdefault(divisor, f'd{len(self.inverses)}')})"
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _ARITHMETIC:
                return f"({self.c(left)} {_ARITHMETIC[type(op)]} {self.c(right)})"
            case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in _COMPARE:
                return f"({self.c(left)} {_COMPARE[type(op)]} {self.c(right)})"
            case ast.Call(func=ast.Name(id=word), args=arguments):
                return self._call(word, [self.c(a) for a in arguments])
        return _unknown(type(tree).__name__)

    def _fixed(self, tree: ast.expr) -> bool:
        """Whether an expression has parameters in it, and nothing that changes from row to row."""
        used = {self.names.get(n.id, "") for n in ast.walk(tree) if isinstance(n, ast.Name)}
        return any(n.startswith("a") for n in used) and not any(n.startswith(("x", "v")) for n in used)

    def _name(self, name: str) -> str:
        constants = {"pi": "3.14159265358979323846", "inf": "__builtin_inf()", "nan": '__builtin_nan("")'}
        constants |= {"True": "1.0", "False": "0.0"}
        return self.names.get(name) or constants.get(name) or _unknown(name)

    def _call(self, word: str, arguments: list[str]) -> str:
        if word in PLAIN:
            return f"{PLAIN[word]}({arguments[0]})"
        if word in OWN and word not in ("scaled", "mantissa"):
            self.words.add(word)
            return f"{'own_' if word in LIBRARY else ''}{word}({', '.join(arguments)})"
        if word == "where":
            return f"({arguments[0]} ? {arguments[1]} : {arguments[2]})"
        if word in _LOGIC:
            return f"({f' {_LOGIC[word]} '.join(arguments)})"
        if word == "logical_not":
            return f"(!{arguments[0]})"
        return _unknown(word)

    def _power(self, base: ast.expr, exponent: ast.expr) -> str:
        inner = self.c(base)
        power = _number(exponent)
        if power is None:
            name = base.id if isinstance(base, ast.Name) else ""
            if name in self.logarithms:
                return f"exp({self.c(exponent)}*{self.names[self.logarithms[name]]})"
            return f"pow({inner}, {self.c(exponent)})"
        size = abs(power)
        if size == 0.5:
            whole = f"sqrt({inner})"
        elif size == 1.0:
            whole = inner
        elif size in (2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0):
            self.words.add(f"power{size:.0f}")
            whole = f"power{size:.0f}({inner})"
        else:
            return f"pow({inner}, {power!r})"
        return whole if power > 0 else f"(1.0/{whole})"


_REST = "double fabs(double);\ndouble sqrt(double);\ndouble floor(double);\ndouble ceil(double);\n"


def _merged(kind: str, j: int) -> str:
    if kind == "total":
        return f"t{j} += s{j};"
    return f"t{j} = s{j} {'<' if kind == 'minimum' else '>'} t{j} ? s{j} : t{j};"


def _number(tree: ast.expr) -> float | None:
    if isinstance(tree, ast.UnaryOp) and isinstance(tree.op, ast.USub):
        inner = _number(tree.operand)
        return None if inner is None else -inner
    return float(tree.value) if isinstance(tree, ast.Constant) and isinstance(tree.value, (int, float)) else None


def _unknown(word: str) -> str:
    raise UnknownWordError(word)


WORK = {"log": 6.0, "exp": 4.0, "pow": 20.0, "sin": 15.0, "cos": 15.0, "log_erfc": 60.0, "mills": 40.0}
"""Nanoseconds of NumPy for one row, for judging whether a kernel is worth its compilation; other functions: 10."""


def work(p: Pass) -> float:
    """About how many nanoseconds NumPy takes for one row."""
    total = 0.0
    for source in (*(s for _, s in p.locals), *p.summands):
        for node in ast.walk(ast.parse(source, mode="eval")):
            if isinstance(node, ast.Call):
                total += WORK.get(getattr(node.func, "id", ""), 10.0)
            elif isinstance(node, ast.BinOp):
                plain = not isinstance(node.op, ast.Pow) or _number(node.right) is not None
                total += 0.5 if plain else WORK["pow"]
    return total + 0.3 * len(p.names)
