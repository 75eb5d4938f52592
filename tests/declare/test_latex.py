"""LaTeX as people copy it, against the plain text that means the same."""

from dataclasses import fields, replace

import pytest

from thetahat.declare.cursor import is_latex
from thetahat.declare.parser import parse
from thetahat.declare.syntax import Binary, Call, Constant, Name, Node
from thetahat.errors import DeclarationError

NAMES = ("x", "mu", "sigma", "lam", "alpha", "beta", "k", "theta", "nu", "x_m", "kappa", "n", "p", "r", "a", "b", "xi")


def flat(node: Node) -> Node:
    """The tree with products and quotients in one shape: what a fraction shows is no matter here, e^{…} is exp."""
    match node:
        case Binary("^", Constant("E"), right):
            return Call("exp", (flat(right),))
        case Binary(mark, left, right):
            return Binary(mark, flat(left), flat(right))
        case Call(function, arguments):
            return Call(function, tuple(flat(a) for a in arguments))
    return node


SAMPLES = [
    (r"\frac{1}{\sqrt{2\pi\sigma^2}} e^{-\frac{(x-\mu)^2}{2\sigma^2}}",
     "1/sqrt(2*pi*sigma^2)*exp(-((x-mu)^2/(2*sigma^2)))"),
    (r"{\frac {1}{\sqrt {2\pi \sigma ^{2}}}}e^{-{\frac {(x-\mu )^{2}}{2\sigma ^{2}}}}",
     "1/sqrt(2*pi*sigma^2)*exp(-((x-mu)^2/(2*sigma^2)))"),
    (r"\frac{1}{\sigma\sqrt{2\pi}}\exp\!\left(-\frac{1}{2}\left(\frac{x-\mu}{\sigma}\right)^{\!2}\,\right)",
     "1/(sigma*sqrt(2*pi))*exp(-(1/2)*((x-mu)/sigma)^2)"),
    (r"\lambda e^{-\lambda x}", "lam*exp(-lam*x)"),
    (r"\lambda\mathrm{e}^{-\lambda x}", "lam*exp(-lam*x)"),
    (r"\lambda \exp(-\lambda x)", "lam*exp(-lam*x)"),
    (r"\frac{\lambda^x e^{-\lambda}}{x!}", "lam^x*exp(-lam)/factorial(x)"),
    (r"\frac{x^{k-1}e^{-x/\theta}}{\Gamma(k)\theta^k}", "x^(k-1)*exp(-x/theta)/(gamma(k)*theta^k)"),
    (r"\frac{\beta^\alpha}{\Gamma(\alpha)} x^{\alpha-1} e^{-\beta x}",
     "beta^alpha/gamma(alpha)*x^(alpha-1)*exp(-beta*x)"),
    (r"\frac{x^{\alpha-1}(1-x)^{\beta-1}}{B(\alpha,\beta)}", "x^(alpha-1)*(1-x)^(beta-1)/beta(alpha, beta)"),
    (r"\frac{x^{\alpha-1}(1-x)^{\beta-1}}{\mathrm{B}(\alpha,\beta)}", "x^(alpha-1)*(1-x)^(beta-1)/beta(alpha, beta)"),
    (r"\dfrac{k}{\lambda}\left(\dfrac{x}{\lambda}\right)^{k-1}e^{-(x/\lambda)^k}",
     "k/lam*(x/lam)^(k-1)*exp(-(x/lam)^k)"),
    (r"\frac{1}{2b}\exp\left(-\frac{|x-\mu|}{b}\right)", "1/(2*b)*exp(-(abs(x-mu)/b))"),
    (r"\frac{1}{2b}\exp\left\{-\frac{\lvert x-\mu\rvert}{b}\right\}", "1/(2*b)*exp(-(abs(x-mu)/b))"),
    (r"\frac{1}{2b}\exp\left[-\left|x-\mu\right|/b\right]", "1/(2*b)*exp(-abs(x-mu)/b)"),
    (r"\frac{\Gamma\left(\frac{\nu+1}{2}\right)}{\sqrt{\nu\pi}\,\Gamma\left(\frac{\nu}{2}\right)}",
     "gamma((nu+1)/2)/(sqrt(nu*pi)*gamma(nu/2))"),
    (r"\left(1+\frac{x^2}{\nu}\right)^{-\frac{\nu+1}{2}}", "(1+x^2/nu)^(-((nu+1)/2))"),
    (r"\frac{1}{\pi\sigma\left[1+\left(\frac{x-\mu}{\sigma}\right)^2\right]}", "1/(pi*sigma*(1+((x-mu)/sigma)^2))"),
    (r"\binom{n}{x}p^x(1-p)^{n-x}", "binomial(n, x)*p^x*(1-p)^(n-x)"),
    (r"{n \choose x}p^x(1-p)^{n-x}", "binomial(n, x)*p^x*(1-p)^(n-x)"),
    ("(1-p)^{x-1}p", "(1-p)^(x-1)*p"),
    (r"\frac{\alpha x_m^\alpha}{x^{\alpha+1}}", "alpha*x_m^alpha/x^(alpha+1)"),
    (r"\frac{\alpha x_{\mathrm{m}}^{\alpha}}{x^{\alpha+1}}", "alpha*x_m^alpha/x^(alpha+1)"),
    (r"\frac{e^{\kappa\cos(x-\mu)}}{2\pi I_0(\kappa)}", "exp(kappa*cos(x-mu))/(2*pi*besseli(0, kappa))"),
    (r"K_{\nu}(x)I_{\nu+1}(x)", "besselk(nu, x)*besseli(nu+1, x)"),
    (r"\frac{x}{\sigma^2}e^{-x^2/(2\sigma^2)}", "x/sigma^2*exp(-x^2/(2*sigma^2))"),
    (r"\sqrt{\frac{2}{\pi}}\frac{x^2e^{-x^2/(2a^2)}}{a^3}", "sqrt(2/pi)*(x^2*exp(-x^2/(2*a^2))/a^3)"),
    (r"\frac{1}{x\sigma\sqrt{2\pi}}\ \exp\left(-\frac{(\ln x-\mu)^2}{2\sigma^2}\right)",
     "1/(x*sigma*sqrt(2*pi))*exp(-((log(x)-mu)^2/(2*sigma^2)))"),
    ("abx^{a-1}(1-x^a)^{b-1}", "a*b*x^(a-1)*(1-x^a)^(b-1)"),
    (r"\frac{-1}{\ln(1-p)}\frac{p^x}{x}", "-1/log(1-p)*(p^x/x)"),
    (r"\frac{x^{-k}}{\zeta(k)}", "x^(-k)/zeta(k)"),
    (r"\frac1\sigma(1+\xi x)^{-(1/\xi+1)}", "1/sigma*(1+xi*x)^(-(1/xi+1))"),
    (r"\frac12\left[1+\operatorname{erf}\left(\frac{x}{\sqrt2}\right)\right]", "1/2*(1+erf(x/sqrt(2)))"),
    (r"f(x\mid\mu)=\frac1{\sqrt{2\pi}}e^{-\frac12(x-\mu)^2}", "1/sqrt(2*pi)*exp(-(1/2)*(x-mu)^2)"),
    (r"f_X(x;\lambda)=\lambda e^{-\lambda x},", "lam*exp(-lam*x)"),
    ("P(X=x)=p(1-p)^{x}.", "p*(1-p)^x"),
    (r"f(x_i)=\lambda e^{-\lambda x_i}", "lam*exp(-lam*x)"),
    (r"1/(2\sigma^2)(x-\mu)^2", "1/(2*sigma^2)*(x-mu)^2"),
    (r"\sqrt[3]{x}+\sin^2 x\cos x", "x^(1/3)+sin(x)^2*cos(x)"),
    (r"\max(x, \mu)\cdot\min\{x,\mu\}\times2", "Max(x, mu)*Min(x, mu)*2"),
    (r"x^\frac12x^23", "x^(1/2)*x^2*3"),
    (r"$\theta x^{\theta-1}$", "theta*x^(theta-1)"),
    (r"\[\theta x^{\theta-1}\]", "theta*x^(theta-1)"),
    (r"\left|x\left|\mu\right|\right|+|x-|\mu||", "abs(x*abs(mu))+abs(x-abs(mu))"),
    (r"\begin{cases}\frac12 e^{x} & \text{if } x<0,\\ \frac12 e^{-x} & \text{otherwise.}\end{cases}",
     "Piecewise((1/2*exp(x), x < 0), (1/2*exp(-x), True))"),
    (r"\begin{cases} x & 0\le x\leq1\\ 2-x & x\geq 1\\ \end{cases}", "Piecewise((x, 0<=x<=1), (2-x, x>=1))"),
    (r"\frac{\lambda^x}{(x!)^\nu}\left[\sum_{j=0}^{\infty}\frac{\lambda^j}{(j!)^\nu}\right]^{-1}",
     "lam^x/factorial(x)^nu*Sum(lam^j/factorial(j)^nu, j, 0, oo)^(-1)"),
]  # fmt: skip


@pytest.mark.parametrize(("latex", "plain"), SAMPLES, ids=range(len(SAMPLES)))
def test_reads_as_the_plain_text(latex: str, plain: str) -> None:
    assert is_latex(latex) or latex.startswith("$")
    assert within(flat(parse(latex, NAMES, latex=True))) == within(flat(parse(plain, NAMES)))


def within(node: Node) -> Node:
    """exp inside Piecewise and Sum as well."""
    changes = {}
    for f in fields(node):  # type: ignore[arg-type]
        value = getattr(node, f.name)
        if isinstance(value, tuple) and value and not isinstance(value[0], str):
            changes[f.name] = tuple(within(flat(v)) for v in value)
        elif hasattr(value, "__dataclass_fields__"):
            changes[f.name] = within(flat(value))
    return replace(node, **changes) if changes else node  # type: ignore[type-var]


def test_a_square_is_the_declared_square() -> None:
    """sigma^2 is the parameter sigma2 where that is declared and sigma is not."""
    assert parse(r"\sigma^2", ["sigma2", "x"]) == Name("sigma2")
    assert parse(r"\sigma^{4}", ["sigma2"]) == parse("sigma2**2", ["sigma2"])
    assert parse(r"\sigma_1^2", ["sigma2_1"]) == Name("sigma2_1")
    assert parse(r"\sigma^2", ["sigma", "sigma2"]) == parse("sigma**2", ["sigma"])
    assert parse(r"\sigma^2", ["sigma"]) == parse("sigma**2", ["sigma"])
    assert parse(r"\sigma^3", ["sigma2"]) == parse("sigma**3", ["sigma"])


def test_names_on_a_page() -> None:
    assert parse(r"\lambda", ["lambda"]) == Name("lambda")
    assert parse(r"\lambda", ["lam"]) == Name("lam")
    assert parse(r"\mu_1", ["mu1"]) == Name("mu1")
    assert parse(r"\mu_1", ["mu_1", "mu1"]) == Name("mu_1")
    assert parse(r"x_i", ["x", "xi"], latex=True) == Name("x")
    assert parse(r"\varepsilon", ["epsilon"]) == Name("epsilon")
    assert parse(r"\mathrm{rate}\,x", ["rate", "x"]) == parse("rate*x", ["rate", "x"])
    assert parse(r"rate\,x", ["rate", "x"]) == parse("rate*x", ["rate", "x"])
    assert parse(r"e\,x\,", ["e", "x"]) == parse("e*x", ["e", "x"])
    assert parse(r"\beta(x-1)", ["beta", "x"]) == parse("beta*(x-1)", ["beta", "x"])
    assert parse(r"\beta(x,1)", ["x"]) == parse("beta(x, 1)", ["x"])


@pytest.mark.parametrize(
    ("latex", "words"),
    [
        (r"\log x y", ["argument of \\log", "brackets"]),
        (r"x/2\sigma^2", ["ambiguous", "\\frac"]),
        (r"\foo x", ["unknown LaTeX command 'foo'"]),
        (r"\squrt{x}", ["unknown LaTeX command 'squrt'", "'sqrt'"]),
        (r"\hat\mu x", ["\\hat", "estimates"]),
        (r"\int x", ["integral"]),
        (r"\mathbf{2}\{x>0\}", ["no name", "indicator"]),
        (r"\mathbf{1}(x)", ["condition"]),
        (r"\frac{a}{b", ["unbalanced", "'{'"]),
        (r"\left( x", ["unbalanced", "'('"]),
        (r"x\right)", ["unbalanced", "')'"]),
        (r"\left.x\right|", ["\\left", "visible bracket"]),
        (r"\frac1", ["argument"]),
        ("x_{(1)}", ["subscript"]),
        (r"\begin{matrix}a\end{matrix}", ["'matrix'", "cases"]),
        (r"a \\ b", ["line break"]),
        (r"x = \mu = 2", ["more than one '='"]),
        (r"\theta x^{\theta-1}, \quad 0<x<1", ["','", "support="]),
        (r"\sin^{-1} x", ["inverse"]),
        ("\\", ["backslash"]),
        (r"\sum x", ["\\sum"]),
    ],
)
def test_errors(latex: str, words: list[str]) -> None:
    with pytest.raises(DeclarationError) as caught:
        parse(latex, NAMES)
    assert "\n" not in str(caught.value)
    for word in words:
        assert word in str(caught.value)
