"""The JAX modules: run on a few families, held against the package, differentiated and mapped."""

from runpy import run_path

import numpy as np
import pytest
from cases import case, every, plan_of, same_estimate, same_likelihood, wheel

from thetahat.codegen.languages import jax as target
from thetahat.errors import TargetError

FEW = ("normal", "gamma")


@pytest.fixture(scope="module")
def modules(tmp_path_factory):
    wheel("jax")
    directory, made = tmp_path_factory.mktemp("jax"), {}

    def get(name):
        if name not in made:
            path = directory / f"{name}.py"
            path.write_text(target.text(plan_of(name), ["test"]), encoding="utf-8")
            made[name] = run_path(str(path))
        return made[name]

    return get


def differences(name, module):
    import jax

    c = case(name)
    data, known = [c.columns[v] for v in c.plan.variables], [c.known[k.name] for k in c.plan.known]
    estimate = list(module["estimate"](*data, *known).values())
    value = module["nll"](*data, c.theta, *known)
    assert value.dtype == np.float64
    nll, exact = float(value), c.likelihood.nll(c.theta)
    if abs(nll - exact) <= 1e-12 * np.abs(c.likelihood.log_density(c.theta)).sum() + 1e-12:
        nll = exact  # sums here are plain ones
    gradient = np.array(module["gradient"](*data, c.theta, *known))
    hessian = np.array(module["hessian"](*data, c.theta, *known))
    own = np.array(jax.grad(module["nll"], argnums=len(data))(*data, c.theta, *known))
    np.testing.assert_allclose(own, gradient, rtol=1e-8, atol=1e-10 * np.max(c.contributions), err_msg=name)
    each = module["log_density"](*data, c.theta, *known)
    np.testing.assert_allclose(each, c.likelihood.log_density(c.theta), rtol=1e-11, atol=1e-11)
    return same_estimate(c, estimate) + same_likelihood(c, nll, gradient, hessian)


@pytest.mark.parametrize("name", FEW)
def test_a_module_says_what_the_package_says(modules, name):
    assert differences(name, modules(name)) == []


@pytest.mark.long
@pytest.mark.parametrize("name", ["negative_binomial", "weibull", "zero_inflated_poisson", "mixture_poisson"])
def test_roots_maxima_and_mixtures(modules, name):
    assert differences(name, modules(name)) == []


def test_a_batch_is_fitted_at_once(modules):
    import jax

    module = modules("gamma")
    x = np.random.default_rng(2).gamma(3.0, 2.0, (5, 40))
    batch = jax.vmap(module["estimate"])(x)
    for i in range(5):
        alone = module["estimate"](x[i])
        np.testing.assert_allclose([float(batch[n][i]) for n in alone], list(alone.values()), rtol=1e-10)


def test_awkward_data_give_no_number(modules):
    module = modules("gamma")
    for bad in ([1.0, np.nan], [1.0, -2.0]):
        assert all(np.isnan(float(v)) for v in module["estimate"](np.array(bad)).values())
        assert np.isnan(float(module["nll"](np.array(bad), np.array([1.0, 1.0]))))
    assert float(module["estimate"](np.full(4, 2.5))["shape"]) == np.inf
    assert float(module["nll"](np.array([1.0, 2.0]), np.array([-1.0, 1.0]))) == np.inf


def test_every_family_is_written_or_refused_by_name():
    refused = {}
    for name in every("jax"):
        try:
            compile(target.text(plan_of(name), ["test"]), name, "exec")
        except TargetError as trouble:
            refused[name] = str(trouble)
    assert list(refused) == ["skellam"] and "iv of an order that varies" in refused["skellam"]
