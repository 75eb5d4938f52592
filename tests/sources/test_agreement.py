"""Every place gives NumPy's answer to the same numbers: 1e-12 for sums, 1e-6 of a standard error for iterations."""

import math

import numpy as np
import pytest
from scipy import special, stats

import thetahat as th
from thetahat.sources import newton

CLOSED = {"gamma": "rain", "normal": "height", "beta": "share", "von_mises": "turn", "negative_binomial": "count"}
ITERATED = {"weibull": "life", "student_t": "gain", "gumbel": "peak"}
PLACES = (
    "pattern",
    "folder",
    "json",
    "arrow",
    "tsv.gz",
    "duckdb file",
    "duckdb url",
    "sqlite",
    "ibis",
    "relation",
    "polars lazy",
    "polars",
    "pandas",
    "pyarrow",
)


def close(found, wanted, relative):
    for name, value in wanted.params.items():
        assert math.isclose(found.params[name], value, rel_tol=relative), name
        assert math.isclose(found.standard_errors[name], wanted.standard_errors[name], rel_tol=1e-9)
    assert math.isclose(found.log_likelihood, wanted.log_likelihood, rel_tol=1e-12)
    assert (found.n, found.outcome) == (wanted.n, wanted.outcome)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("family", ["gamma", "normal", "negative_binomial"])
def test_closed_forms_agree_everywhere(places, columns, place, family):
    column = CLOSED[family]
    close(th.fit(family, places[place](), column=column), th.fit(family, columns[column]), 1e-12)


@pytest.mark.parametrize("place", ["relation", "polars lazy", "sqlite"])
@pytest.mark.parametrize(
    "family", ["beta", "von_mises", "inverse_gaussian", "laplace", "pareto", "uniform", "lognormal"]
)
def test_other_plans_agree(places, columns, place, family):
    column = CLOSED.get(family, "rain")
    if place == "sqlite" and family == "inverse_gaussian":
        column = "life"
    found = th.fit(family, places[place](), column=column)
    wanted = th.fit(family, columns[column])
    for name, value in wanted.params.items():
        assert math.isclose(found.params[name], value, rel_tol=1e-11), name
    assert found.outcome == wanted.outcome


@pytest.mark.parametrize("place", ["relation", "polars lazy", "pattern"])
@pytest.mark.parametrize("family", list(ITERATED))
def test_iterations_in_the_engine_agree(places, columns, place, family, monkeypatch):
    monkeypatch.setattr(newton, "WHOLE", 4000)  # so that these rows count as many
    column = ITERATED[family]
    found = th.fit(family, places[place](), column=column)
    wanted = th.fit(family, columns[column])
    for name, value in wanted.params.items():
        assert abs(found.params[name] - value) < 1e-6 * wanted.standard_errors[name], name
        assert math.isclose(found.standard_errors[name], wanted.standard_errors[name], rel_tol=1e-3)
    assert math.isclose(found.log_likelihood, wanted.log_likelihood, rel_tol=1e-12)
    assert "Newton's method on all rows from " in " ".join(found.route.values())
    assert int(found.route["data"].split()[0]) <= 4


def test_far_away_and_narrow(places, columns):
    """At 1e8 with a spread of 1 a sum of squares has no digits left: sums are taken about a centre."""
    for place in ("pattern", "csv", "sqlite", "ibis", "polars lazy", "pandas"):
        close(th.fit("normal", places[place](), column="far"), th.fit("normal", columns["far"]), 1e-12)


@pytest.mark.parametrize("place", ["relation", "polars lazy"])
def test_iterations_do_not_mind_units(frame, place, places, monkeypatch):
    import polars as pl

    monkeypatch.setattr(newton, "WHOLE", 4000)
    small = frame.lazy().select(x=pl.col("peak") * 1e-9 + 1e-3)
    import duckdb

    collected = small.collect().to_arrow()
    source = small if place == "polars lazy" else duckdb.connect().from_arrow(collected)
    wanted = th.fit("gumbel", collected["x"].to_numpy())
    found = th.fit("gumbel", source)
    for name, value in wanted.params.items():
        assert abs(found.params[name] - value) < 1e-6 * wanted.standard_errors[name], name


def test_the_normal_is_read_once_and_keeps_its_digits(places, columns):
    f = th.fit("normal", places["relation"](), column="height")
    x = np.asarray(columns["height"], dtype=np.longdouble)
    assert f.route["data"] == "1 pass over 40000 rows in DuckDB"
    assert math.isclose(f.params["mu"], float(x.mean()), rel_tol=1e-15)
    assert math.isclose(f.params["sigma2"], float(((x - x.mean()) ** 2).mean()), rel_tol=1e-12)


def test_gamma_solves_the_equation_of_the_textbook(places, columns):
    f = th.fit("gamma", places["pattern"](), column="rain")
    x = columns["rain"]
    shape = f.params["shape"]
    assert abs(math.log(shape) - special.digamma(shape) - math.log(x.mean()) + np.log(x).mean()) < 1e-12
    wanted = stats.gamma.logpdf(x, shape, scale=f.params["scale"]).sum()
    assert math.isclose(f.log_likelihood, wanted, rel_tol=1e-12)


@pytest.mark.parametrize("place", ["relation", "polars lazy", "sqlite", "pattern"])
@pytest.mark.parametrize("family", ["gamma", "normal", "negative_binomial", "laplace"])
def test_weights_are_frequencies(places, columns, place, family):
    column = CLOSED.get(family, "gain")
    found = th.fit(family, places[place](), column=column, weights="w")
    wanted = th.fit(family, columns[column], weights=columns["w"])
    for name, value in wanted.params.items():
        assert math.isclose(found.params[name], value, rel_tol=1e-12), name
    assert found.n == wanted.n == columns["w"].sum()


@pytest.mark.parametrize("place", ["relation", "polars lazy"])
@pytest.mark.parametrize("level", [0.5])
def test_medians_are_exact_among_ties(place, level):
    import duckdb
    import polars as pl

    draw = np.random.default_rng(4)
    for rows in (1, 2, 5, 999, 1000):
        x = np.round(draw.normal(0, 3, rows))
        table = pl.DataFrame({"x": x})
        source = table.lazy() if place == "polars lazy" else duckdb.connect().from_arrow(table.to_arrow())
        assert th.fit("laplace", source).params["mu"] == np.median(x)


def test_medians_of_many_rows_are_narrowed(places, columns, monkeypatch):
    from thetahat.sources import order

    monkeypatch.setattr(order, "FEW", 500)
    for place in ("relation", "polars lazy", "sqlite"):
        assert th.fit("laplace", places[place](), column="gain").params["mu"] == np.median(columns["gain"])


def test_several_maxima_are_sought_in_the_sample_and_told(places, columns, monkeypatch):
    monkeypatch.setattr(newton, "WHOLE", 4000)
    for family, column, told in (("skew_normal", "rain", "the best of 4 starts"), ("cauchy", "gain", "global maximum")):
        found = th.fit(family, places["relation"](), column=column)
        assert told in found.outcome
        wanted = th.fit(family, columns[column])
        for name, value in wanted.params.items():
            assert abs(found.params[name] - value) < 1e-6 * wanted.standard_errors[name]


@pytest.mark.long
def test_two_normals(places, columns, monkeypatch):
    """A mixture in the engine; its components have no order."""
    monkeypatch.setattr(newton, "WHOLE", 16_000)
    wanted = th.fit("mixture_normal", columns["both"])
    found = th.fit("mixture_normal", places["relation"](), column="both")
    assert "the best of 10 fits" in found.route["mu_1"] and int(found.route["data"].split()[0]) <= 4
    names, swapped = ["weight", "mu_1", "mu_2", "v_1", "v_2"], ["weight", "mu_2", "mu_1", "v_2", "v_1"]
    same = abs(found.params["mu_1"] - wanted.params["mu_1"]) < 0.1
    for name, other in zip(names, names if same else swapped, strict=True):
        value = wanted.params[other] if same or name != "weight" else 1 - wanted.params["weight"]
        assert abs(found.params[name] - value) < 1e-6 * wanted.standard_errors[other]
    assert math.isclose(found.log_likelihood, wanted.log_likelihood, rel_tol=1e-12)


@pytest.mark.parametrize("place", ["relation", "polars lazy"])
def test_errors_of_all_kinds_without_the_rows(places, columns, place, monkeypatch):
    monkeypatch.setattr(newton, "WHOLE", 4000)
    for family, column, weights in (("gamma", "rain", "w"), ("weibull", "life", None), ("student_t", "gain", "w")):
        found = th.fit(family, places[place](), column=column, weights=weights)
        wanted = th.fit(family, columns[column], None if weights is None else columns["w"])
        for kind, relative in (("robust", 1e-4), ("expected", 1e-7)):
            errors = wanted.with_covariance(kind).standard_errors
            for name, error in found.with_covariance(kind).standard_errors.items():
                assert math.isclose(error, errors[name], rel_tol=relative), (family, kind, name)
    assert math.isclose(found.quantile(0.9).value, wanted.quantile(0.9).value, rel_tol=1e-7)
    assert math.isclose(found.survival(3.0).standard_error, wanted.survival(3.0).standard_error, rel_tol=1e-4)
    for refused in (lambda: found.bootstrap(20), lambda: found.goodness(20)):
        with pytest.raises(th.ThetahatError, match="fit a sample of them in memory"):
            refused()


def test_what_the_engine_cannot_say_comes_in_batches(places, columns, monkeypatch):
    monkeypatch.setattr(newton, "WHOLE", 4000)
    wanted = th.fit("skew_normal", columns["rain"])
    for place in ("relation", "polars lazy"):
        found = th.fit("skew_normal", places[place](), column="rain")
        for name, value in wanted.params.items():
            assert abs(found.params[name] - value) < 1e-6 * wanted.standard_errors[name], name


def test_several_variables(columns):
    import duckdb
    import polars as pl

    z = columns["rain"]
    table = pl.DataFrame({"größe": 1.0 + 2.0 * z + columns["gain"], "z": z})
    wanted = th.fit("linear_regression", table, column={"y": "größe", "z": "z"})
    for source in (table.lazy(), duckdb.connect().from_arrow(table.to_arrow())):
        found = th.fit("linear_regression", source, column={"y": "größe", "z": "z"})
        for name, value in wanted.params.items():
            assert math.isclose(found.params[name], value, rel_tol=1e-11), name


def test_profile_intervals_are_computed_in_the_engine(places, columns):
    found = th.fit("gamma", places["relation"](), column="rain").interval("shape", method="profile")
    wanted = th.fit("gamma", columns["rain"]).interval("shape", method="profile")
    assert math.isclose(found[0], wanted[0], rel_tol=1e-9) and math.isclose(found[1], wanted[1], rel_tol=1e-9)
    import pickle

    whole = th.fit("gamma", places["relation"](), column="rain")
    kept = pickle.loads(pickle.dumps(whole))
    assert kept.params == whole.params and kept.likelihood is None
    assert math.isclose(kept.quantile(0.5).value, whole.quantile(0.5).value, rel_tol=1e-9)
    with pytest.raises(th.ThetahatError, match="when this fit was stored"):
        _ = kept.with_covariance("robust").standard_errors


def test_a_declared_density_travels_as_well(places, columns):
    model = th.declare("a*x**(a-1)", parameters={"a": "positive"}, support="0 < x < 1")
    for place in ("relation", "polars lazy", "sqlite"):
        found = th.fit(model, places[place](), column="share")
        assert math.isclose(found.params["a"], -1 / np.log(columns["share"]).mean(), rel_tol=1e-12)


def test_fixed_constants(places, columns):
    found = th.fit("normal", places["relation"](), column="gain", fixed={"mu": 1.0})
    assert math.isclose(found.params["sigma2"], ((columns["gain"] - 1.0) ** 2).mean(), rel_tol=1e-12)
