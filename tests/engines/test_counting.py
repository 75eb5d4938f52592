"""Tables of counts: the same from the compiled kernel, from blocks, and from NumPy's own counting of the whole."""

import numpy as np
import pytest

import thetahat as th
from thetahat.engines import native
from thetahat.engines.counting import TEXT, counts

x = np.random.default_rng(3).negative_binomial(3, 0.2, 30_001).astype(float)


@pytest.fixture(params=["never", "always"])
def engine(request, monkeypatch):
    monkeypatch.setenv("THETAHAT_KERNELS", request.param)
    return request.param


@pytest.mark.parametrize("shift", [0.0, -7.0, 1e9])
def test_frequencies(engine, shift):
    found = counts(x + shift, x.min() + shift, x.max() + shift)
    assert found is not None
    assert np.array_equal(found, np.bincount(x.astype(int))[int(x.min()) :])


@pytest.mark.parametrize("value", [2.5, 3.0 + 1e-9])
@pytest.mark.parametrize("place", [5, 30_000])
def test_what_is_no_whole_number_is_not_counted(engine, value, place):
    y = x.copy()
    y[place] = value
    assert counts(y, y.min(), y.max()) is None
    with pytest.raises(th.ThetahatError, match=rf"1 of 30001 .* must be an integer .* at position {place}"):
        th.fit("negative_binomial", y)


def test_strides_and_places_outside_the_support(engine):
    assert th.fit("negative_binomial", np.repeat(x, 2)[::2]).params == th.fit("negative_binomial", x).params
    y = x.copy()
    y[17] = -1.0
    with pytest.raises(th.ThetahatError, match=r"1 of 30001 .* at position 17"):
        th.fit("negative_binomial", y)


def test_kernel_and_blocks_agree(monkeypatch):
    monkeypatch.setenv("THETAHAT_KERNELS", "always")
    compiled = native.function(TEXT, len(x), 4.0)
    with_kernel = th.fit("negative_binomial", x)
    monkeypatch.setenv("THETAHAT_KERNELS", "never")
    assert native.function(TEXT, len(x), 4.0) is None
    without = th.fit("negative_binomial", x)
    assert compiled is not None
    assert with_kernel.params == without.params and with_kernel.log_likelihood == without.log_likelihood
