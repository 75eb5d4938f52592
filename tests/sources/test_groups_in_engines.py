"""by= in the engine: one GROUP BY, the same table as from arrays, in the kind of frame that came in."""

import math

import numpy as np
import pytest

import thetahat as th

from .conftest import need


@pytest.mark.parametrize("place", ["relation", "polars lazy", "pattern", "sqlite", "pandas"])
@pytest.mark.parametrize(
    ("family", "column"), [("gamma", "rain"), ("normal", "height"), ("negative_binomial", "count")]
)
def test_groups_agree_with_arrays(places, columns, place, family, column):
    found = th.fit(family, places[place](), column=column, by="station", weights="w")
    assert found.groups == tuple(sorted(set(columns["station"])))
    for group in found.groups:
        here = columns["station"] == group
        wanted = th.fit(family, columns[column][here], weights=columns["w"][here])
        at = found.groups.index(group)
        for name, value in wanted.params.items():
            assert math.isclose(found.params[name][at], value, rel_tol=1e-11)
            assert math.isclose(found.standard_errors[name][at], wanted.standard_errors[name], rel_tol=1e-8)
        assert math.isclose(found.log_likelihood[at], wanted.log_likelihood, rel_tol=1e-11)
        assert math.isclose(found[group].params[name], wanted.params[name], rel_tol=1e-11)


def test_groups_of_models_that_iterate(places, columns):
    found = th.fit("weibull", places["relation"](), column="life", by="station")
    for at, group in enumerate(found.groups):
        wanted = th.fit("weibull", columns["life"][columns["station"] == group])
        for name, value in wanted.params.items():
            assert abs(found.params[name][at] - value) < 1e-6 * wanted.standard_errors[name]


def test_the_table_is_of_the_kind_that_came_in(places):
    kinds = {
        "relation": "duckdb",
        "polars lazy": "polars",
        "polars": "polars",
        "pandas": "pandas",
        "pyarrow": "pyarrow",
    }
    for place, home in kinds.items():
        table = th.fit("exponential", places[place](), column="rain", by="station").to_frame()
        assert type(table).__module__.split(".")[0].strip("_") == home
        names = list(table.column_names if home == "pyarrow" else table.columns)
        assert names[:3] == ["station", "n", "rate"] and "outcome" in names


def test_groups_far_from_one_another_keep_their_digits():
    pl, duckdb = need("polars"), need("duckdb")
    draw = np.random.default_rng(5)
    parts = {g: draw.normal(c, 1e-3, 500) for g, c in (("a", 0.0), ("b", 1e6), ("c", -1e6))}
    table = pl.DataFrame({"g": np.repeat(list(parts), 500), "x": np.concatenate(list(parts.values()))})
    for source in (table.lazy(), duckdb.connect().from_arrow(table.to_arrow())):
        found = th.fit("normal", source, column="x", by="g")
        for at, x in enumerate(parts.values()):
            assert math.isclose(found.params["sigma2"][at], np.var(x), rel_tol=1e-9)


def test_groups_without_a_maximum_and_keys_of_all_kinds():
    made = need("duckdb").connect()
    source = made.sql(
        "SELECT CASE WHEN range < 3 THEN NULL WHEN range < 6 THEN DATE '2020-01-01' ELSE DATE '2021-01-01' END AS day, "
        "range % 2 AS odd, CASE WHEN range < 3 THEN 2.0 ELSE range END AS x FROM range(20)"
    )
    found = th.fit("gamma", source, column="x", by="day")
    assert found.groups[-1] is None and not found.converged[-1] and all(found.converged[:-1])
    assert found.outcome[-1].startswith("no maximum")
    both = th.fit("exponential", source, column="x", by=["day", "odd"])
    assert len(both.groups) == 6 and both.by == ("day", "odd")
    assert both.to_frame().columns[:2] == ["day", "odd"]
    assert math.isclose(sum(both.n), 20)


def test_rows_that_are_no_observations_are_told_with_their_group():
    made = need("duckdb").connect()
    source = made.sql("SELECT range % 2 AS g, CASE WHEN range < 2 THEN NULL ELSE range END AS x FROM range(10)")
    with pytest.raises(th.ThetahatError, match=r"group 0: column 'x' is NULL in 1 of 5 rows"):
        th.fit("exponential", source, column="x", by="g")
    found = th.fit("exponential", source, column="x", by="g", missing="drop")
    assert found.n.tolist() == [4.0, 4.0] and "2 rows left out (NULL in 'x')" in str(found)


def test_very_many_groups_are_fitted_together(monkeypatch):
    from thetahat.sources import grouped

    monkeypatch.setattr(grouped, "MANY", 20)
    made = need("duckdb").connect()
    source = made.sql(
        "SELECT CASE range % 50 WHEN 7 THEN NULL WHEN 8 THEN 'NaN'::DOUBLE ELSE range % 50 END AS g, "
        "CASE WHEN range = 60 THEN NULL ELSE 1.0 + range % 17 END AS x FROM range(1000)"
    )
    with pytest.raises(th.ThetahatError, match="NULL in 1 of 1000 rows"):
        th.fit("gamma", source, column="x", by="g")
    found = th.fit("gamma", source, column="x", by="g", missing="drop")
    assert len(found.groups) == 50 and math.isnan(found.groups[48]) and found.groups[49] is None
    assert "1 row left out" in found.route["data"] and sum(found.n) == 999
    for at, value in ((0, 0), (10, 12), (49, 7)):
        x = [1.0 + i % 17 for i in range(1000) if i % 50 == value and i != 60]
        wanted = th.fit("gamma", x)
        assert found.n[at] == len(x) or value == 10
        assert math.isclose(found.params["shape"][at], wanted.params["shape"], rel_tol=1e-9)
