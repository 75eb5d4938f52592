"""Many fits at once: the same numbers as one by one, whatever the shape, the order and the sizes of the groups."""

import json

import numpy as np
import pandas as pd
import pytest
from scipy import stats

import thetahat as th
from thetahat.errors import DataError, RequestError

RANDOM = np.random.default_rng(20240229)
DRAWN = {
    "normal": stats.norm(3, 2),
    "gamma": stats.gamma(2.5, scale=3),
    "beta": stats.beta(2, 3),
    "weibull": stats.weibull_min(1.7, scale=1e-8),
    "gumbel": stats.gumbel_r(1e6, 0.3),
    "logistic": stats.logistic(1, 2),
    "von_mises": stats.vonmises(2, 1),
    "uniform": stats.uniform(1, 2),
    "poisson": stats.poisson(4),
    "negative_binomial": stats.nbinom(3, 0.4),
    "laplace": stats.laplace(1, 2),
    "exponential_shifted": stats.expon(1, 2),
}


def same(table, index, fit):
    assert table.log_likelihood[index] == pytest.approx(fit.log_likelihood, rel=1e-10)
    # a table does not look for the family in the limit
    assert table.outcome[index] == fit.outcome.partition("; in the limit")[0]
    assert table.converged[index] == fit.converged
    assert table.n[index] == fit.n
    for name, value in fit.params.items():
        assert table.params[name][index] == pytest.approx(value, rel=1e-8), name
        assert table.standard_errors[name][index] == pytest.approx(fit.standard_errors[name], rel=1e-6, nan_ok=True)


@pytest.mark.parametrize("name", DRAWN)
def test_the_rows_of_an_array(name):
    x = DRAWN[name].rvs(size=(6, 40), random_state=RANDOM).astype(float)
    table = th.fit(name, x, axis=-1)
    assert table.shape == (6,) and len(table) == 6
    for i in range(6):
        same(table, i, th.fit(name, x[i]))
    turned = th.fit(name, x.T, axis=0)
    assert all(np.array_equal(turned.params[p], table.params[p]) for p in table.params)


@pytest.mark.parametrize("name", DRAWN)
def test_groups_of_any_size_in_any_order(name):
    sizes = {"b": 30, "a": 12, "c": 25}
    labels = RANDOM.permutation(np.repeat(list(sizes), list(sizes.values())))
    x = DRAWN[name].rvs(size=len(labels), random_state=RANDOM).astype(float)
    table = th.fit(name, pd.DataFrame({"g": labels, "x": x}), by="g")
    assert table.groups == ("a", "b", "c")
    for i, key in enumerate(table.groups):
        same(table, i, th.fit(name, x[labels == key]))
        assert table[key].params == pytest.approx({p: v[i] for p, v in table.params.items()}, rel=1e-8)


def test_samples_out_of_the_ordinary_are_fitted_one_by_one():
    x = np.array([[1.0, 2.0, 4.0], [3.0, 3.0, 3.0], [0.5, 0.7, 0.1]])
    table = th.fit("gamma", x, axis=1)
    assert table.converged.tolist() == [True, False, True]
    assert table.outcome[1].startswith("no maximum") and table.params["shape"][1] == np.inf
    assert table.route["samples"] == "2 of 3 samples together, 1 one by one"


def test_bad_data_name_the_group():
    with pytest.raises(DataError, match=r"group 'b'.*must be > 0"):
        th.fit("gamma", [1.0, 2.0, -1.0, 3.0], by=["a", "a", "b", "b"])
    with pytest.raises(DataError, match="NaN"):
        th.fit("gamma", [[1.0, np.nan], [1.0, 2.0]], axis=1)
    with pytest.raises(DataError, match="by has the shape"):
        th.fit("gamma", [1.0, 2.0], by=["a"])
    with pytest.raises(RequestError, match="not both"):
        th.fit("gamma", [[1.0, 2.0]], by=["a"], axis=0)
    with pytest.raises(RequestError, match="no axis"):
        th.fit("gamma", [1.0, 2.0], axis=1)


def test_weights_constants_and_several_columns():
    frame = pd.DataFrame(
        {"g": [1, 1, 2, 2, 2], "h": list("uvuuv"), "x": [1.0, 3.0, 2.0, 2.5, 9.0], "w": [2, 1, 1, 3, 1]}
    )
    table = th.fit("exponential", frame, by=["g", "h"], column="x", weights="w")
    assert table.groups == ((1, "u"), (1, "v"), (2, "u"), (2, "v"))
    assert table.params["rate"][2] == pytest.approx(4 / (2.0 + 3 * 2.5)) and table.n[2] == 4
    known = th.fit("binomial", [[3, 4], [1, 2]], fixed={"trials": 10}, axis=1)
    probability = next(p for p in known.params if p != "trials")
    assert known.params[probability] == pytest.approx([0.35, 0.15])
    assert np.all(known.params["trials"] == 10)


def test_the_table_as_columns_json_and_text():
    table = th.fit("exponential", [1.0, 3.0, 2.0], by=["a", "a", "b"])
    columns = pd.DataFrame(table.to_dict())
    assert columns["rate"].tolist() == pytest.approx([0.5, 0.5]) and columns["group"].tolist() == ["a", "b"]
    assert json.loads(table.to_json())[0]["n"] == 2
    assert "2 samples" in str(table) and "2 × global maximum" in str(table)
    with pytest.raises(KeyError):
        table["c"]


def test_a_three_dimensional_array():
    x = RANDOM.gamma(2.0, 3.0, (2, 30, 3))
    table = th.fit("gamma", x, axis=1)
    assert table.shape == (2, 3)
    assert table[1, 2].params["shape"] == pytest.approx(th.fit("gamma", x[1, :, 2]).params["shape"], rel=1e-10)


def test_ten_thousand_samples_take_no_longer_than_they_should():
    import time

    x = np.random.default_rng(1).gamma(2.0, 3.0, (10_000, 100))
    start = time.process_time()
    table = th.fit("gamma", x, axis=-1)
    assert time.process_time() - start < 2.0
    assert table.route["samples"].startswith("10000 of 10000")
    assert abs(np.median(table.params["shape"]) - 2.0) < 0.1
