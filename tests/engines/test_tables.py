"""Data as people have them: what is read, and what is refused, with the place named."""

from pathlib import Path

import numpy as np
import pandas as pd
import polars
import pytest

from thetahat.engines.tables import table
from thetahat.errors import DataError, RequestError

DATA = Path(__file__).parents[1] / "data"
X = ("x",)


def values(data, variables=X, **options):
    return {k: v.tolist() for k, v in table(data, variables, **options).columns.items()}


@pytest.mark.parametrize(
    "data",
    [
        [1, 2, 3],
        (1.0, 2.0, 3.0),
        range(1, 4),
        pytest.param(iter([1, 2, 3]), id="an iterator"),
        np.array([1, 2, 3], dtype=">i4"),
        np.array([1, 9, 2, 9, 3, 9], dtype="float32")[::2],
        np.array([[1.0], [2.0], [3.0]]),
        np.ma.array([1.0, 2.0, 3.0]),
        {"x": [1, 2, 3], "other": ["a", "b", "c"]},
        {"rain": [1, 2, 3]},
        pd.Series([1, 2, 3]),
        pd.DataFrame({"rain": [1, 2, 3]}),
        pd.DataFrame({"x": [1, 2, 3], "y": ["a", "b", "c"]}),
        np.array([(1, 5), (2, 6), (3, 7)], dtype=[("x", float), ("y", float)]),
    ],
    ids=str,
)
def test_one_variable_comes_in_many_shapes(data):
    result = table(data, X).columns["x"]
    assert result.dtype == np.float64 and result.flags.c_contiguous
    assert result.tolist() == [1.0, 2.0, 3.0]


def test_read_only_data_are_left_alone():
    data = np.array([1.0, 2.0])
    data.setflags(write=False)
    assert table(data, X).columns["x"].tolist() == [1, 2]


def test_several_variables_by_name_by_place_and_by_column():
    assert values({"y": [1, 2], "z": [3, 4]}, ("y", "z")) == {"y": [1, 2], "z": [3, 4]}
    assert values(np.array([[1, 3], [2, 4]]), ("y", "z")) == {"y": [1, 2], "z": [3, 4]}
    frame = pd.DataFrame({"height": [1, 2], "age": [3, 4]})
    assert values(frame, ("y", "z"), column={"y": "height", "z": "age"}) == {"y": [1, 2], "z": [3, 4]}
    assert values(np.array([[1, 3], [2, 4]]), X, column=2) == {"x": [3, 4]}


def test_weights_from_a_column_or_an_array():
    counts = table(DATA / "yeast_cells.csv", X, weights="squares")
    assert counts.rows == 6 and counts.n == 400
    assert table([1, 2], X, weights=[3, 4]).n == 7


@pytest.mark.parametrize(
    ("data", "options", "message"),
    [
        ([], {}, "no data"),
        (5, {}, "single value"),
        ("", {}, "cannot read ''"),
        ([1, float("nan"), 2], {}, "x is NaN in row 2"),
        ([1, float("inf")], {}, "x is infinite in row 2"),
        ([1, "two", 3], {}, "text in row 2: 'two'"),
        ([1, None], {}, "empty in row 2"),
        ([1, 2j], {}, "complex"),
        ([[1, 2], [3]], {}, "row 1 is not a number"),
        (np.ones((2, 3)), {}, r"shape is \(2, 3\)"),
        (np.ma.array([1.0, 2.0], mask=[0, 1]), {}, "masked in row 2"),
        ({"a": [1], "b": [2]}, {}, "2 columns, 'a', 'b': say which"),
        ({"rain": [1], "snow": [2]}, {"column": "rian"}, "did you mean 'rain'"),
        ({"rain": [1], "snow": [2]}, {"column": "zzz"}, "the columns are 'rain', 'snow'"),
        ([1, 2], {"weights": [1]}, "1 weights for 2 observations"),
        ([1, 2], {"weights": [1, -1]}, "weights are negative in row 2"),
        ([1, 2], {"weights": [0, 0]}, "all weights are zero"),
        ([1, 2], {"weights": "w"}, "no named columns"),
        ([1, 2], {"column": "rain"}, "plain list"),
        (pd.DataFrame({"rain": pd.array([1, None, 3], dtype="Int64")}), {}, "'rain' is empty in row 2"),
        ([np.nan] * 9, {}, "rows 1, 2, 3, 4, 5 and 4 more"),
    ],
)
def test_what_is_not_data_is_refused_with_its_place(data, options, message):
    with pytest.raises((DataError, RequestError), match=message) as caught:
        table(data, X, **options)
    assert "\n" not in str(caught.value)


def test_columns_of_different_lengths_are_refused():
    with pytest.raises(DataError, match="y has 2, z has 1"):
        table({"y": [1, 2], "z": [1]}, ("y", "z"))


@pytest.mark.parametrize(
    ("content", "options", "expected"),
    [
        ("1\n2\n3\n", {}, [1, 2, 3]),
        ("1 2\n3\n", {}, [1, 2, 3]),
        ("1,2,3\n", {}, [1, 2, 3]),
        ("# hours\n1\n\n2\n", {}, [1, 2]),
        ("rain\n1\n2\n", {}, [1, 2]),
        ('station,"rain, mm"\nA,1\nB,2\n', {"column": "rain, mm"}, [1, 2]),
        ("station;rain\nA;1,5\nB;2,25\n", {"column": "rain"}, [1.5, 2.25]),
        ("station\train\r\nA\t1\r\nB\t2\r\n", {"column": "rain"}, [1, 2]),
        ("1,10\n2,20\n", {"column": "2"}, [10, 20]),
        ("\ufeffx,y\n1,a\n2,b\n", {}, [1, 2]),
        ("1e-3\n-2.5E4\n", {}, [1e-3, -2.5e4]),
    ],
)
def test_files(tmp_path, content, options, expected):
    path = tmp_path / "data.csv"
    path.write_text(content, encoding="utf-8", newline="")
    assert values(path, X, **options) == {"x": expected}


@pytest.mark.parametrize(
    ("content", "options", "message"),
    [
        ("", {}, "no data"),
        ("rain\n", {}, "header and no data"),
        ("rain,snow\n1,2\nx,3\n", {"column": "rain"}, "column 'rain' holds text in row 2: 'x'"),
        ("rain,snow\n1,2\n,3\n", {"column": "rain"}, "column 'rain' is blank in row 2"),
        ("rain,snow\n1,2\nNA,3\n", {"column": "rain"}, "column 'rain' is 'NA' in row 2"),
        ("rain,snow\n1,2\nnan,3\n", {"column": "rain"}, "column 'rain' is 'nan' in row 2"),
        ("rain,snow\n1,2\n1_0,3\n", {"column": "rain"}, "'1_0' is not a number"),
        ("rain,snow\n1,2\ninf,3\n", {"column": "rain"}, "rain is infinite in row 2"),
        ("rain,snow\n1,2\n3\n", {"column": "rain"}, "row 2 has 1 cells, not 2"),
        ("rain,rain\n1,2\n", {"column": "rain"}, "two columns are called 'rain'"),
        ("1 2 three\n", {}, "'three' in line 1 is not a number"),
        ("rain,snow\n1,2\n", {"column": "snwo"}, "did you mean 'snow'"),
        ("a\0b", {}, "not a text file"),
    ],
)
def test_bad_files_are_refused_with_the_place(tmp_path, content, options, message):
    path = tmp_path / "data.csv"
    path.write_text(content)
    with pytest.raises(DataError, match=message) as caught:
        table(path, X, **options)
    assert "\n" not in str(caught.value)


def test_a_missing_file_names_its_neighbours():
    with pytest.raises(DataError, match=r"did you mean '.*yeast_cells\.csv'"):
        table(DATA / "yeast_cell.csv", X)


def test_a_large_column_is_read_in_little_time(tmp_path):
    path = tmp_path / "data.csv"
    expected = np.random.default_rng(1).normal(size=50_000)
    path.write_text("x\n" + "\n".join(map(repr, expected.tolist())))
    assert np.array_equal(table(path, X).columns["x"], expected)


def test_polars_frames_eager_and_lazy():
    frame = polars.DataFrame({"rain": [1.0, 2.0], "name": ["a", "b"]})
    assert values(frame, X, column="rain") == values(frame.lazy(), X, column="rain") == {"x": [1, 2]}
