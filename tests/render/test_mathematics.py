"""The setting of expressions against what text books print."""

from __future__ import annotations

import pytest
from derivations import positive
from sympy import (
    And,
    Eq,
    Float,
    ImmutableMatrix,
    Integral,
    LambertW,
    Or,
    Piecewise,
    Rational,
    S,
    Symbol,
    besseli,
    exp,
    gamma,
    log,
    loggamma,
    pi,
    polygamma,
    sqrt,
)

from thetahat.core.derivation import (
    Density,
    Hat,
    Information,
    Likelihood,
    LogLikelihood,
    Partial,
    ProfileLogLikelihood,
    SampleProduct,
)
from thetahat.core.special import InverseBesselRatio, InverseDigamma
from thetahat.core.statistics import SAMPLE_SIZE, Maximum, Minimum, Observation, Quantile, Total
from thetahat.render.mathematics import Setting, latex, linear, tex, text

n = SAMPLE_SIZE
x = Observation("x", real=True)
xp = Observation("x", positive=True)
mu = Symbol("mu", real=True)
v = Symbol("sigma2", positive=True)
k, theta, alpha, x_m, nu, sigma, lam, p, c = (
    positive(s).symbol for s in ("k", "theta", "alpha", "x_m", "nu", "sigma", "lam", "p", "c")
)
square = Total((x - mu) ** 2)

TEXT_BOOK = {
    "normal density": (
        exp(-((x - mu) ** 2) / (2 * v)) / sqrt(2 * pi * v),
        r"\frac{1}{\sqrt{2\pi\sigma^2}}\exp\left(-\frac{(x-\mu)^2}{2\sigma^2}\right)",
        "(1/√(2πσ²)) exp(−(x − μ)²/(2σ²))",
    ),
    "normal log-likelihood": (
        -n / 2 * log(2 * pi * v) - square / (2 * v),
        r"-\frac{n}{2}\log(2\pi\sigma^2)-\frac{1}{2\sigma^2}\sum_{i=1}^n(x_i-\mu)^2",
        "−(n/2) log(2πσ²) − (1/(2σ²)) Σ(xᵢ − μ)²",
    ),
    "normal score in the variance": (
        -n / (2 * v) + square / (2 * v**2),
        r"-\frac{n}{2\sigma^2}+\frac{1}{2\sigma^4}\sum_{i=1}^n(x_i-\mu)^2",
        "−n/(2σ²) + (1/(2σ⁴)) Σ(xᵢ − μ)²",
    ),
    "mean": (Total(x) / n, r"\frac{1}{n}\sum_{i=1}^n x_i", "(1/n) Σ xᵢ"),
    "variance at the estimated mean": (
        Total((x - Hat(mu)) ** 2) / n,
        r"\frac{1}{n}\sum_{i=1}^n(x_i-\hat{\mu})^2",
        "(1/n) Σ(xᵢ − μ̂)²",
    ),
    "gamma density": (
        xp ** (k - 1) * exp(-xp / theta) / (gamma(k) * theta**k),
        r"\frac{x^{k-1}e^{-x/\theta}}{\Gamma(k)\theta^k}",
        "xᵏ⁻¹ e^(−x/θ)/(Γ(k) θᵏ)",
    ),
    "gamma log-likelihood": (
        (k - 1) * Total(log(xp)) - Total(xp) / theta - n * k * log(theta) - n * loggamma(k),
        r"(k-1)\sum_{i=1}^n\log x_i-n\log\Gamma(k)-nk\log\theta-\frac{1}{\theta}\sum_{i=1}^n x_i",
        "(k − 1) Σ log xᵢ − n log Γ(k) − nk log θ − (1/θ) Σ xᵢ",
    ),
    "gamma score": (
        Total(xp) / theta**2 - n * k / theta,
        r"\frac{1}{\theta^2}\sum_{i=1}^n x_i-\frac{nk}{\theta}",
        "(1/θ²) Σ xᵢ − nk/θ",
    ),
    "one root": (
        sqrt(Total(xp**2) / (2 * n)),
        r"\sqrt{\frac{1}{2n}\sum_{i=1}^n x_i^2}",
        "√((1/(2n)) Σ xᵢ²)",
    ),
    "Maxwell density": (
        sqrt(2 / pi) * xp**2 * exp(-(xp**2) / (2 * sigma**2)) / sigma**3,
        r"\sqrt{\frac{2}{\pi}}\frac{x^2 e^{-x^2/(2\sigma^2)}}{\sigma^3}",
        "√(2/π) x² e^(−x²/(2σ²))/σ³",
    ),
    "inverse Gaussian density": (
        sqrt(lam / (2 * pi * xp**3)) * exp(-lam * (xp - mu) ** 2 / (2 * mu**2 * xp)),
        r"\sqrt{\frac{\lambda}{2\pi x^3}}\exp\left(-\frac{\lambda(x-\mu)^2}{2\mu^2 x}\right)",
        "√(λ/(2πx³)) exp(−λ(x − μ)²/(2μ²x))",
    ),
    "Pareto density": (
        alpha * x_m**alpha / xp ** (alpha + 1),
        r"\frac{\alpha x_m^{\alpha}}{x^{\alpha+1}}",
        "αxₘᵅ/xᵅ⁺¹",
    ),
    "Pareto log-likelihood": (
        n * log(alpha) + n * alpha * log(x_m) - (alpha + 1) * Total(log(xp)),
        r"n\log\alpha+n\alpha\log x_m-(\alpha+1)\sum_{i=1}^n\log x_i",
        "n log α + nα log xₘ − (α + 1) Σ log xᵢ",
    ),
    "Pareto shape": (
        n / Total(log(xp / Minimum(xp))),
        r"\frac{n}{\sum_{i=1}^n\log(x_i/x_{(1)})}",
        "n/Σ log(xᵢ/x₍₁₎)",
    ),
    "Weibull density": (
        k / theta * (xp / theta) ** (k - 1) * exp(-((xp / theta) ** k)),
        r"\frac{k}{\theta}\left(\frac{x}{\theta}\right)^{k-1}e^{-(x/\theta)^k}",
        "(k/θ) (x/θ)ᵏ⁻¹ e^(−(x/θ)ᵏ)",
    ),
    "t density": (
        gamma((nu + 1) / 2)
        / (gamma(nu / 2) * sqrt(nu * pi) * sigma)
        * (1 + (x - mu) ** 2 / (nu * sigma**2)) ** (-(nu + 1) / 2),
        r"\frac{\Gamma((\nu+1)/2)}{\sqrt{\pi\nu}\sigma\Gamma(\nu/2)}\left(1+\frac{(x-\mu)^2}{\nu\sigma^2}\right)^{-(\nu+1)/2}",
        "(Γ((ν + 1)/2)/(√(πν) σΓ(ν/2))) (1 + (x − μ)²/(νσ²))^(−(ν + 1)/2)",
    ),
    "logistic density": (
        exp(-(x - mu) / sigma) / (sigma * (1 + exp(-(x - mu) / sigma)) ** 2),
        r"\frac{e^{-(x-\mu)/\sigma}}{\sigma(1+e^{-(x-\mu)/\sigma})^2}",
        "e^(−(x − μ)/σ)/(σ (1 + e^(−(x − μ)/σ))²)",
    ),
    "Gumbel density": (
        exp(-(x - mu) / sigma - exp(-(x - mu) / sigma)) / sigma,
        r"\frac{1}{\sigma}\exp\left(-\frac{x-\mu}{\sigma}-e^{-(x-\mu)/\sigma}\right)",
        "(1/σ) exp(−(x − μ)/σ − e^(−(x − μ)/σ))",
    ),
    "Laplace density": (
        exp(-abs(mu - x) / sigma) / (2 * sigma),
        r"\frac{1}{2\sigma}e^{-\lvert x-\mu\rvert/\sigma}",
        "(1/(2σ)) e^(−|x − μ|/σ)",
    ),
    "Weibull equation": (
        Total(xp**k * log(xp)) / Total(xp**k) - 1 / k - Total(log(xp)) / n,
        r"\frac{\sum_{i=1}^n x_i^k\log x_i}{\sum_{i=1}^n x_i^k}-\frac{1}{k}-\frac{1}{n}\sum_{i=1}^n\log x_i",
        "(Σ xᵢᵏ log xᵢ)/Σ xᵢᵏ − 1/k − (1/n) Σ log xᵢ",
    ),
    "power mean": (
        (Total(xp**k) / n) ** (1 / k),
        r"\left(\frac{1}{n}\sum_{i=1}^n x_i^k\right)^{1/k}",
        "((1/n) Σ xᵢᵏ)^(1/k)",
    ),
    "a logarithm of a mean": (
        k * log(n / Total(exp(-xp / k))),
        r"-k\log\left(\frac{1}{n}\sum_{i=1}^n e^{-x_i/k}\right)",
        "−k log((1/n) Σ e^(−xᵢ/k))",
    ),
    "a difference of statistics": (
        log(-Total(x) / (Total(x) - n)),
        r"\log\left(\frac{1}{n-\sum_{i=1}^n x_i}\sum_{i=1}^n x_i\right)",
        "log((1/(n − Σ xᵢ)) Σ xᵢ)",
    ),
    "product of sums": (
        Total(x) * Total(log(xp)) / n**2,
        r"\frac{1}{n^2}\left(\sum_{i=1}^n\log x_i\right)\left(\sum_{i=1}^n x_i\right)",
        "(1/n²) (Σ log xᵢ)(Σ xᵢ)",
    ),
    "a sum of differences": (
        Total(log(xp) - x_m * (1 - p)),
        r"\sum_{i=1}^n[\log x_i-x_m(1-p)]",
        "Σ[log xᵢ − xₘ(1 − p)]",
    ),
}


@pytest.mark.parametrize("name", TEXT_BOOK)
def test_text_book_formulas(name):
    expression, in_latex, in_text = TEXT_BOOK[name]
    assert latex(expression) == in_latex
    assert text(expression) == in_text


SMALL = {
    n: "n",
    2 * n: "2n",
    alpha + 1: "α + 1",
    1 - p: "1 − p",
    x - mu: "x − μ",
    mu - x: "μ − x",
    (mu - x) ** 2: "(x − μ)²",
    -p - 1: "−p − 1",
    log(1 + xp): "log(1 + x)",
    sqrt(v): "σ",
    v**2: "σ⁴",
    1 / sqrt(v): "1/σ",
    Hat(v): "σ̂²",
    Hat(v) ** 2: "σ̂⁴",
    Hat(x_m): "x̂ₘ",
    Hat(theta, k): "θ̂(k)",
    n * p: "np",
    n * loggamma(k): "n log Γ(k)",
    n * polygamma(0, k): "nψ(k)",
    polygamma(1, k): "ψ′(k)",
    polygamma(2, k): "ψ″(k)".replace("″", "′′"),
    polygamma(5, k): "ψ⁽⁵⁾(k)",
    besseli(0, k): "I₀(k)",
    LambertW(-k, -1): "W₋₁(−k)",
    LambertW(k): "W(k)",
    InverseDigamma(mu): "ψ⁻¹(μ)",
    InverseBesselRatio(p): "A⁻¹(p)",
    log(xp) ** 2: "(log x)²",
    Rational(3, 2) * log(p): "(3/2) log p",
    -S.Half: "−1/2",
    Float("1e-10"): "10⁻¹⁰",
    Float(0.25): "0.25",
    Minimum(x): "x₍₁₎",
    Maximum(x): "x₍ₙ₎",
    Minimum(x - mu): "minᵢ(xᵢ − μ)",
    Quantile(x, S.Half): "med(x)",
    Quantile(x, p): "x_(⌈np⌉)",
    (Minimum(x) + Maximum(x)) / 2: "(x₍₁₎ + x₍ₙ₎)/2",
    Total(Piecewise((x, x >= mu), (0, True))): "Σ_(xᵢ ≥ μ) xᵢ",
    Total(Piecewise((0, x >= mu), (1, True))): "#{xᵢ < μ}",
    Total(Piecewise((0, Eq(x, 1)), (1, Or(Eq(x, 2), Eq(x, 3))), (0, True))): "#{xᵢ ∈ {2, 3}}",
    Information(): "J",
    Information() ** -1: "J⁻¹",
    Density(x, mu, v): "f(x; μ, σ²)",
    SampleProduct(Density(x, mu, v)): "Π f(xᵢ; μ, σ²)",
    Likelihood(mu, v): "L(μ, σ²)",
    LogLikelihood(mu, v): "ℓ(μ, σ²)",
    Partial(LogLikelihood(mu, v), v): "∂ℓ/∂σ²",
    Partial(LogLikelihood(), v, v): "∂²ℓ/∂(σ²)²",
    Partial(LogLikelihood(), mu, v): "∂²ℓ/∂μ ∂σ²",
    Partial(ProfileLogLikelihood(k), k): "dℓₚ/dk",
    n * p - Total(x) > 0: "Σ xᵢ < np",
    Total(x) > 0: "Σ xᵢ > 0",
    And(x > 0, x < 1): "0 < x < 1",
    exp(Total(log(xp)) / n): "exp((1/n) Σ log xᵢ)",
    log(2) * Total(x) / n: "(log 2/n) Σ xᵢ",
}


@pytest.mark.parametrize("expression", SMALL, ids=str)
def test_small_things(expression):
    assert text(expression) == SMALL[expression]


def test_letters_come_from_the_notation_then_from_the_name():
    shape = Symbol("shape", positive=True)
    assert latex(shape, {"shape": "k"}) == "k"
    assert latex(shape) == r"\mathrm{shape}"
    assert latex(Hat(shape) ** 2, {"shape": r"\sigma^2"}) == r"\hat{\sigma}^4"
    assert latex(Symbol("lam")) == r"\lambda"
    assert latex(Symbol("theta1")) == r"\theta_1"
    assert latex(Symbol("mu_x")) == r"\mu_x"
    # a second variance beside a first one is an index, not a square
    assert latex(Symbol("sigma2"), names=("sigma1", "sigma2")) == r"\sigma_2"


def test_the_declared_order_of_parameters_is_kept():
    b, a = Symbol("b"), Symbol("a")
    assert text(b + a, names=("b", "a")) == "b + a"
    assert text(a + b, names=("a", "b")) == "a + b"


def test_counts_have_factorials_and_binomial_coefficients():
    m = Symbol("m", positive=True)
    setting = Setting(counts=("x", "m"))
    density = gamma(m + 1) / (gamma(x + 1) * gamma(m - x + 1)) * p**x * (1 - p) ** (m - x)
    assert tex(setting.set(density)) == r"\binom{m}{x}p^x(1-p)^{m-x}"
    assert linear(setting.set(Total(loggamma(x + 1)))) == "Σ log(xᵢ!)"
    assert linear(setting.set(loggamma(x + k))) == "log Γ(x + k)"


def test_sums_below_the_greatest_value_are_turned():
    m = Symbol("m", positive=True)
    setting = Setting(uppers={x: m})
    score = Total(x) / p + Total(x - m) / (1 - p)
    assert linear(setting.set(score)) == "(1/p) Σ xᵢ − (1/(1 − p)) Σ(m − xᵢ)"


def test_nested_totals_use_another_index():
    inner = Total((xp - Total(xp) / n) ** 2)
    assert latex(inner) == r"\sum_{i=1}^n\left(x_i-\frac{1}{n}\sum_{j=1}^n x_j\right)^2"


def test_one_letter_for_each_index_and_none_left_over():
    setting = Setting()
    setting.set(Total(x))
    assert linear(setting.set(x)) == "x"


def test_matrices_show_what_their_entries_share():
    information = ImmutableMatrix([[n * polygamma(1, k), n / theta], [n / theta, n * k / theta**2]])
    assert latex(information).startswith(r"n\begin{pmatrix} \psi'(k) & \dfrac{1}{\theta}")
    diagonal = ImmutableMatrix([[n / v, 0], [0, n / (2 * v**2)]])
    assert latex(diagonal).startswith(r"\begin{pmatrix} \dfrac{n}{\sigma^2} & 0")


def test_what_has_no_setting_falls_back_to_sympy():
    assert latex(Integral(k, k)) == r"\int k\, dk"
    assert r"\sum_{i=1}^n x_i" in latex(Integral(k * Total(x), k))


@pytest.mark.parametrize("name", TEXT_BOOK)
def test_no_double_signs_and_balanced_braces(name):
    out = latex(TEXT_BOOK[name][0])
    assert "+-" not in out.replace(" ", "")
    assert "--" not in out.replace(" ", "")
    assert out.count("{") == out.count("}")
    assert out.count(r"\left") == out.count(r"\right")


def test_the_setting_does_not_depend_on_the_order_of_construction():
    first = -n / 2 * log(2 * pi * v) - square / (2 * v)
    second = -(square / v) / 2 - log(2 * v * pi) * n / 2
    assert latex(first) == latex(second)
