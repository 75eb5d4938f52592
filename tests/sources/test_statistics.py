"""Statistics add in any order, travel as text, and fit what all the rows would."""

import json
import math
from fractions import Fraction

import numpy as np
import pytest

import thetahat as th

FAMILIES = {"gamma": "rain", "normal": "height", "beta": "share", "von_mises": "turn", "negative_binomial": "count"}


@pytest.mark.parametrize("family", list(FAMILIES))
def test_parts_fit_as_the_whole(columns, family):
    x = columns[FAMILIES[family]]
    empty = th.Statistics(family)
    parts = [empty.update(p) for p in np.array_split(x, 7)]
    total = parts[3]
    for p in (parts[0], parts[6], parts[1], parts[2], parts[5], parts[4]):
        total = th.Statistics.from_json(p.to_json()) + total
    found, wanted = total.fit(), th.fit(family, x)
    assert total.rows == len(x) and total.n == found.n == len(x)
    for name, value in wanted.params.items():
        assert math.isclose(found.params[name], value, rel_tol=1e-11)
        assert math.isclose(found.standard_errors[name], wanted.standard_errors[name], rel_tol=1e-9)
    assert math.isclose(found.log_likelihood, wanted.log_likelihood, rel_tol=1e-11)
    assert found.outcome == wanted.outcome


def test_the_variance_is_exact_however_the_rows_are_split():
    x = [1e8 + i / 7 for i in range(50)]
    exact = [Fraction(v) for v in x]
    mean = sum(exact) / 50
    variance = float(sum((v - mean) ** 2 for v in exact) / 50)
    one = th.Statistics("normal").update(x[:1])
    rest = th.Statistics("normal").update(x[1:9]).update(x[9:])
    assert math.isclose((one + rest).fit().params["sigma2"], variance, rel_tol=1e-9)
    assert math.isclose((rest + one).fit().params["mu"], float(mean), rel_tol=1e-15)


def test_streams_of_batches_with_weights(columns, places):
    x, w = columns["rain"], columns["w"]
    s = th.Statistics("gamma")
    for part in range(0, len(x), 9000):
        s = s.update(x[part : part + 9000], weights=w[part : part + 9000])
    s = s.update([])
    wanted = th.fit("gamma", x, weights=w)
    assert math.isclose(s.fit().params["shape"], wanted.params["shape"], rel_tol=1e-11)
    engine = th.Statistics("gamma").update(places["relation"](), column="rain", weights="w")
    assert math.isclose(engine.fit().params["shape"], wanted.params["shape"], rel_tol=1e-11)
    counts = th.Statistics("poisson").update(places["polars lazy"](), column="count", weights="w")
    assert math.isclose(counts.fit().params["rate"], np.average(columns["count"], weights=w), rel_tol=1e-12)


def test_the_text_holds_no_rows():
    text = th.Statistics("gamma").update([1.25, 2.5, 3.75]).to_json()
    found = json.loads(text)
    assert found["model"] == "gamma" and found["rows"] == 3 and found["sums"]["size"] == 3.0
    assert "2.5" not in json.dumps(found["sums"]["linear"])
    again = th.Statistics.from_json(text)
    assert again.to_json() == text and repr(again) == "Statistics(gamma, 3 rows)"


def test_constants_and_declared_models():
    s = th.Statistics("normal", fixed={"mu": 2.0}).update([1.0, 2.0, 5.0])
    assert math.isclose(s.fit().params["sigma2"], 10 / 3, rel_tol=1e-14)
    model = th.declare("a*x**(a-1)", parameters={"a": "positive"}, support="0 < x < 1")
    s = th.Statistics(model).update([0.9, 0.4, 0.8, 0.7])
    assert round(s.fit().params["a"], 6) == 2.497706
    assert round(th.Statistics.from_json(s.to_json(), model).fit().params["a"], 6) == 2.497706


def test_what_cannot_be_is_refused():
    with pytest.raises(th.ThetahatError, match="no statistics of fixed size"):
        th.Statistics("weibull")
    with pytest.raises(th.ThetahatError, match="do not add"):
        th.Statistics("gamma").update([1.0, 2.0]) + th.Statistics("normal").update([1.0, 2.0])
    with pytest.raises(th.ThetahatError, match="there are no data"):
        th.Statistics("gamma").fit()
    with pytest.raises(th.ThetahatError, match="outside the support"):
        th.Statistics("gamma").update([1.0, -2.0])
    for text in ("", "{}", "[1]", '{"format": 1}', '{"format": 1, "model": "gamma", "fixed": {}, "plan": "normal"}'):
        with pytest.raises(th.ThetahatError):
            th.Statistics.from_json(text)
    with pytest.raises(th.ThetahatError, match="format 2"):
        th.Statistics.from_json('{"format": 2}')
