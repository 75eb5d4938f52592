"""Write fits.json: samples, and the estimates and log-likelihoods that R and SciPy find for them.

    python tests/truth/reference/make_fits.py          (needs Rscript)

R maximises its own log-densities with optim: Nelder-Mead, then BFGS to a relative tolerance of 1e-16, three times.
SciPy's are its own `fit` methods, with the location held where the family has none.
"""

from __future__ import annotations

import json
import math
import subprocess
from pathlib import Path

import numpy as np
import scipy
from scipy import stats

HERE = Path(__file__).resolve().parent
SIZE = 40

# family, sample, R: log-density in terms of the transformed vector p, inverse transform, start
R_FITS = {
    "normal_sd": (
        lambda r: r.normal(12, 3, SIZE),
        "dnorm(x, p[1], exp(p[2]), log=TRUE)",
        "c(p[1], exp(p[2]))",
        [10, 1],
    ),
    "lognormal_median": (
        lambda r: r.lognormal(1, 0.5, SIZE),
        "dlnorm(x, p[1], exp(p[2]), log=TRUE)",
        "c(exp(p[1]), exp(p[2]))",
        [0, 0],
    ),
    "exponential": (lambda r: r.exponential(3, SIZE), "dexp(x, exp(p[1]), log=TRUE)", "exp(p[1])", [0]),
    "gamma": (
        lambda r: r.gamma(2.3, 4, SIZE),
        "dgamma(x, shape=exp(p[1]), scale=exp(p[2]), log=TRUE)",
        "exp(p)",
        [0, 1],
    ),
    "weibull": (lambda r: 5 * r.weibull(1.8, SIZE), "dweibull(x, exp(p[1]), exp(p[2]), log=TRUE)", "exp(p)", [0, 1]),
    "beta": (lambda r: r.beta(2, 5, SIZE), "dbeta(x, exp(p[1]), exp(p[2]), log=TRUE)", "exp(p)", [0, 0]),
    "logistic": (
        lambda r: r.logistic(-3, 2, SIZE),
        "dlogis(x, p[1], exp(p[2]), log=TRUE)",
        "c(p[1], exp(p[2]))",
        [-2, 0],
    ),
    "cauchy": (
        lambda r: 7 + 2 * r.standard_cauchy(SIZE),
        "dcauchy(x, p[1], exp(p[2]), log=TRUE)",
        "c(p[1], exp(p[2]))",
        [7, 0],
    ),
    "poisson": (lambda r: r.poisson(4.2, SIZE), "dpois(x, exp(p[1]), log=TRUE)", "exp(p)", [0]),
    "geometric_failures": (lambda r: r.geometric(0.2, SIZE) - 1, "dgeom(x, plogis(p[1]), log=TRUE)", "plogis(p)", [0]),
    "negative_binomial_mean": (
        lambda r: r.negative_binomial(1.5, 0.2, 3 * SIZE),
        "dnbinom(x, mu=exp(p[1]), size=exp(p[2]), log=TRUE)",
        "exp(p)",
        [1, 0],
    ),
    "chi_squared": (lambda r: r.chisquare(6, SIZE), "dchisq(x, exp(p[1]), log=TRUE)", "exp(p)", [1]),
}

# family: sample, SciPy's fit in the family's own parameters
SCIPY_FITS = {
    "inverse_gaussian": (
        lambda r: r.wald(2, 5, SIZE),
        lambda x: (lambda m, _, s: (m * s, s))(*stats.invgauss.fit(x, floc=0)),
        lambda x, mu, shape: stats.invgauss.logpdf(x, mu / shape, 0, shape),
    ),
    "rayleigh": (
        lambda r: r.rayleigh(3, SIZE),
        lambda x: (stats.rayleigh.fit(x, floc=0)[1],),
        lambda x, sigma: stats.rayleigh.logpdf(x, 0, sigma),
    ),
    "gumbel": (
        lambda r: r.gumbel(20, 4, SIZE),
        lambda x: stats.gumbel_r.fit(x),
        lambda x, mu, scale: stats.gumbel_r.logpdf(x, mu, scale),
    ),
    "laplace": (
        lambda r: r.laplace(1, 2, SIZE + 1),
        lambda x: stats.laplace.fit(x),
        lambda x, mu, scale: stats.laplace.logpdf(x, mu, scale),
    ),
    "pareto": (
        lambda r: 2 * (1 + r.pareto(3, SIZE)),
        lambda x: (lambda b, _, s: (s, b))(*stats.pareto.fit(x, floc=0)),
        lambda x, x_m, shape: stats.pareto.logpdf(x, shape, 0, x_m),
    ),
    "uniform": (
        lambda r: r.uniform(3, 8, SIZE),
        lambda x: (lambda a, w: (a, a + w))(*stats.uniform.fit(x)),
        lambda x, a, b: stats.uniform.logpdf(x, a, b - a),
    ),
    "log_uniform": (
        lambda r: np.exp(r.uniform(0, 3, SIZE)),
        lambda x: (x.min(), x.max()),
        lambda x, a, b: stats.loguniform.logpdf(x, a, b),
    ),
    "von_mises": (
        lambda r: r.vonmises(0.5, 2, SIZE),
        lambda x: (lambda k, m, _: (m, k))(*stats.vonmises.fit(x, fscale=1)),
        lambda x, mu, kappa: stats.vonmises.logpdf(x - mu, kappa),
    ),
}


def r_answers(samples: dict[str, list[float]]) -> tuple[str, dict[str, list[float]]]:
    """R's version, and for each family the estimates followed by the log-likelihood."""
    blocks = []
    for name, (_, density, back, start) in R_FITS.items():
        data = ", ".join(map(repr, samples[name]))
        first = f"c({', '.join(map(str, start))})"
        simplex = 'control=list(maxit=5000, reltol=1e-14), method="Nelder-Mead"'
        polish = 'control=list(reltol=1e-16, ndeps=rep(1e-5, length(p))), method="BFGS"'
        blocks.append(
            f"x <- c({data}); f <- function(p) -sum({density}); p <- optim({first}, f, {simplex})$par\n"
            f"for (i in 1:3) p <- optim(p, f, {polish})$par\n"
            f'cat(sprintf("%.17g", c({back}, -f(p))), "\\n")'
        )
    source = "options(warn=-1)\n" + "\n".join(blocks) + "\ncat(R.version.string)\n"
    ended = subprocess.run(["Rscript", "-"], input=source, capture_output=True, text=True, check=True)
    *lines, version = ended.stdout.strip().splitlines()
    return version, {n: [float(v) for v in line.split()] for n, line in zip(R_FITS, lines, strict=True)}


def main() -> None:
    """Draw the samples, ask both, write the file."""
    rng = np.random.default_rng(20240229)
    samples = {n: [float(f"{v:.6g}") for v in draw(rng)] for n, (draw, *_) in {**R_FITS, **SCIPY_FITS}.items()}
    version, answers = r_answers(samples)
    cases = [
        {"family": n, "by": "R", "data": samples[n], "estimate": a[:-1], "log_likelihood": a[-1]}
        for n, a in answers.items()
    ]
    for name, (_, fit, log_density) in SCIPY_FITS.items():
        x = np.array(samples[name])
        estimate = [float(v) for v in fit(x)]
        value = math.fsum(log_density(x, *estimate))
        cases.append(
            {"family": name, "by": "SciPy", "data": samples[name], "estimate": estimate, "log_likelihood": value}
        )
    made_by = [version, f"SciPy {scipy.__version__}"]
    (HERE / "fits.json").write_text(json.dumps({"made_by": made_by, "cases": cases}) + "\n")
    for case in cases:
        print(case["family"], case["by"], case["estimate"], case["log_likelihood"])


if __name__ == "__main__":
    main()
