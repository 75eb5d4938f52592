"""Dask and Spark in local mode: the same answers through the same path.  Spark needs Java."""

import math
import os
import shutil

import numpy as np
import pytest

import thetahat as th
from thetahat.sources import newton
from thetahat.sources.frames import lazy

from . import everywhere
from .conftest import need

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def spark(tmp_path_factory):
    need("pyspark")
    if shutil.which("java") is None:
        assert not os.environ.get("CI"), "CI needs Java for Spark"
        pytest.skip("Spark needs Java")
    made = everywhere.spark_session(tmp_path_factory.mktemp("warehouse"))
    yield made
    made.stop()


@pytest.fixture(scope="module", params=["dask", "spark"])
def cluster(request, frame, tmp_path_factory):
    """A data frame of the cluster, and what makes one from columns."""
    need("pyarrow")
    folder = tmp_path_factory.mktemp(request.param)

    def of(table, name):
        if request.param == "dask":
            return everywhere.in_dask(table)["dask"]()
        return everywhere.in_spark(table, request.getfixturevalue("spark"), folder / name)["spark"]()

    return of(frame, "all"), of


@pytest.mark.parametrize(("family", "column"), [("gamma", "rain"), ("negative_binomial", "count")])
def test_closed_forms(cluster, columns, family, column):
    found = th.fit(family, cluster[0], column=column, weights="w")
    wanted = th.fit(family, columns[column], weights=columns["w"])
    for name, value in wanted.params.items():
        assert math.isclose(found.params[name], value, rel_tol=1e-12), name
    assert found.n == wanted.n and found.outcome == wanted.outcome


def test_iterations(cluster, columns, monkeypatch):
    monkeypatch.setattr(newton, "WHOLE", 4000)
    found, wanted = th.fit("weibull", cluster[0], column="life"), th.fit("weibull", columns["life"])
    for name, value in wanted.params.items():
        assert abs(found.params[name] - value) < 1e-6 * wanted.standard_errors[name], name


def test_rows_in_batches(cluster, columns):
    """For functions that narwhals cannot say."""
    parts = list(lazy(cluster[0]).start({"v0": "rain"}, {"k0": "station"}).batches(["v0", "k0"]))
    assert np.array_equal(np.sort(np.concatenate([p["v0"] for p in parts])), np.sort(columns["rain"]))
    assert set(np.concatenate([p["k0"] for p in parts])) == set(columns["station"])


def test_groups(cluster, columns):
    found = th.fit("gamma", cluster[0], column="rain", by="station")
    for at, group in enumerate(found.groups):
        wanted = th.fit("gamma", columns["rain"][columns["station"] == group])
        assert math.isclose(found.params["shape"][at], wanted.params["shape"], rel_tol=1e-11)
    assert type(found.to_frame()).__module__.split(".")[0] == type(cluster[0]).__module__.split(".")[0]


def test_gaps_and_values_outside(cluster):
    import polars as pl

    table = cluster[1](pl.DataFrame({"x": [1.0, None, 2.0, 4.0, 0.5]}), "gaps")
    with pytest.raises(th.ThetahatError, match=r"in 1 .*of 5 rows"):
        th.fit("gamma", table)
    found = th.fit("gamma", table, missing="drop")
    wanted = th.fit("gamma", [1.0, 2.0, 4.0, 0.5])
    assert math.isclose(found.params["shape"], wanted.params["shape"], rel_tol=1e-12)
    assert "1 row left out" in found.route["data"]
    outside = cluster[1](pl.DataFrame({"x": [1.0, 0.0, -2.0]}), "outside")
    with pytest.raises(th.ThetahatError, match="2 of 3 rows are outside the support"):
        th.fit("lognormal", outside)


def test_a_failing_part_gives_no_result():
    need("dask")
    import dask.dataframe as dd
    import pandas as pd

    def broken(part):
        if part["x"].max() > 5:
            raise OSError("the worker lost its disk")
        return part

    whole = dd.from_pandas(pd.DataFrame({"x": np.arange(1.0, 11.0)}), npartitions=5)
    with pytest.raises(th.ThetahatError, match="the worker lost its disk"):
        th.fit("gamma", whole.map_partitions(broken, meta=whole._meta))
