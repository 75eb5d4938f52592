"""Statistics to passes, derivations to programs, programs to plans."""

import pytest
from sympy import Function, I, Integral, Rational, Symbol, cos, exp, hyper, log, oo, pi, sin, sqrt

import hand_built
from thetahat.codegen import likelihood, program
from thetahat.codegen.equivariance import motions, periods
from thetahat.codegen.names import Names
from thetahat.codegen.numpy import FUNCTIONS, NumPyPrinter
from thetahat.codegen.plan import multiplied, plan
from thetahat.codegen.schedule import SIZE, Pass, Scalars, Schedule, separate
from thetahat.core import plan as printed
from thetahat.core.model import Domain, Model, Parameter, Region, Support
from thetahat.core.statistics import Minimum, Observation, Total
from thetahat.engines import vocabulary
from thetahat.errors import TargetError

x, y = Observation("x", real=True), Observation("y", positive=True)
mu, v, k = Symbol("mu", real=True), Symbol("v", positive=True), Symbol("k", positive=True)


# ------------------------------------------------------------------ schedules


@pytest.mark.parametrize("angle", [x - mu, mu - x, 2 * x + mu + 1])
@pytest.mark.parametrize("wave", [cos, sin])
def test_an_angle_that_is_turned_is_read_once(wave, angle):
    # cos(x - mu) = cos(mu) cos(x) + sin(mu) sin(x)
    s = Schedule(given={mu: 0})
    lowered = s.lower(Total(wave(angle)))
    assert s.statistics and not any(t.has(mu) for t in s.statistics.values())
    here = {name: t.args[0] for name, t in s.statistics.items()}
    at = {x: 0.7, mu: 1.9}
    assert float(lowered.xreplace(here).subs(at)) == pytest.approx(float(wave(angle).subs(at)), rel=1e-14)


def test_statistics_share_a_pass_and_are_read_once():
    s = Schedule()
    s.define(mu, Total(x) / Total(1))
    s.define(v, Total(x**2) + 3 * Total(x))
    (first, scalars) = s.statements
    assert isinstance(first, Pass) and set(first.statistics) == {Total(x), Total(x**2)}
    assert [name for name, _ in scalars.assignments] == [mu, v]
    assert scalars.assignments[0][1].free_symbols >= {SIZE}


def test_what_waits_for_a_result_comes_in_a_later_pass():
    s = Schedule()
    s.define(mu, Total(x) / Total(1))
    s.define(v, Total((x - mu) ** 2) / Total(1))
    kinds = [type(item) for item in s.statements]
    assert kinds == [Pass, Scalars, Pass, Scalars]


def test_a_nested_statistic_is_a_pass_of_its_own():
    s = Schedule()
    s.define(v, Total(log(y / Minimum(y))))
    passes = [p for p in s.statements if isinstance(p, Pass)]
    assert [type(p.statistics[0]) for p in passes] == [Minimum, Total]
    assert not any(isinstance(e, Total) for e in passes[1].statistics[0].summand.args)


def test_numbers_do_not_make_statistics_different():
    s = Schedule()
    s.define(v, Total(2 * mu - 2 * x) + Total(x - mu))
    (only, _) = s.statements
    assert only.statistics == (Total(x - mu),)


def test_factors_are_shared_whatever_their_sign_and_size():
    s = Schedule()
    found = s.lower(Total((2 * mu - 2 * x) ** 2 / y) + Total((x - mu) ** 2 / y) + Total((mu - x) / y))
    names = {t: name for name, t in s.statistics.items()}
    assert found == 5 * names.pop(Total((x - mu) ** 2 / y)) - names.pop(Total((x - mu) / y)) and not names


def test_constants_are_multiples_of_the_size():
    s = Schedule()
    assert s.lower(Total(3)) == 3 * SIZE and s.lower(Total(mu)) == SIZE * mu and s.lower(Minimum(mu)) == mu


def test_what_does_not_depend_on_the_trial_value_is_read_outside():
    outer = Schedule()
    inner = Schedule(given={k: 0}, outer=outer)
    inner.lower(Total(y**k) + Total(log(y)))
    assert [p.statistics for p in outer.statements] == [(Total(log(y)),)]
    assert [p.statistics for p in inner.statements] == [(Total(y**k),)]


def test_separate_splits_a_product():
    assert separate(3 * v * log(y) * (x - mu)) == (3 * v, log(y) * (x - mu))


# ------------------------------------------------------------------ programs


def passes(statements):
    return [s for s in statements if isinstance(s, Pass)]


def test_the_normal_takes_two_passes_with_everything():
    p = program.program(hand_built.normal())
    # The smallest and largest value, for the condition, share the first.
    assert len(p.prelude) == 1 and len(passes(p.estimate)) == 1
    assert len(p.report) == 1 + 2 + 3 and not p.iterates


def test_sums_that_vanish_at_the_estimates_are_not_read():
    p = program.program(hand_built.normal())
    assert [t for s in passes(p.estimate) for t in s.statistics] == [Total((x - Symbol("mu", real=True)) ** 2)]
    assert [e for e in p.report if e == 0] == [0, 0]


def test_powers_are_made_of_lower_ones():
    r, t = Symbol("r"), Symbol("t")
    temporaries, (sixth, cube) = multiplied([(r, 1 / t), (mu, t**2)], [t**-2, t**3])
    assert (sixth, cube) == (r**2, t * mu) and temporaries == [(r, 1 / t), (mu, t**2)]


def test_the_gamma_takes_one():
    p = program.program(hand_built.gamma_shape_scale())
    assert len(passes(p.prelude)) == 1 and not passes(p.estimate) and not p.iterates
    assert not any(passes(s.body) for s in p.estimate if isinstance(s, program.Root))


def test_the_weibull_has_its_passes_inside_the_root():
    p = program.program(hand_built.weibull())
    root = next(s for s in p.estimate if isinstance(s, program.Root))
    (inner,) = passes(root.body)
    a = hand_built.weibull().model.parameters[0].symbol
    z = hand_built.above
    assert set(inner.statistics) == {Total(z**a), Total(z**a * log(z)), Total(z**a * log(z) ** 2)}
    assert p.iterates


def test_no_statistic_is_left_in_any_formula():
    for build in hand_built.ALL:
        p = program.program(build())
        for e in (*p.report, *p.value.outputs, *p.gradient.outputs, *p.hessian.outputs):
            assert not e.has(Total, Minimum), build.__name__


def test_parameters_without_a_solution_are_maximised_jointly():
    d = hand_built.logistic()
    bare = type(d)(d.model, (), d.verdict, (), log_likelihood=d.log_likelihood)
    assert any(isinstance(s, program.Maximise) for s in program.program(bare).estimate)


def test_the_log_density_is_that_of_one_observation():
    d = hand_built.gamma_shape_scale()
    a, t = d.model.symbols
    one = likelihood.log_density(d)
    z = hand_built.above
    assert (one - log(d.model.density)).subs({z: 1.3, a: 2.0, t: 0.7}).evalf() == pytest.approx(0, abs=1e-12)


def test_without_a_log_likelihood_the_density_serves():
    d = hand_built.normal()
    bare = type(d)(d.model, (), d.verdict, d.solution)
    m, s = d.model.symbols
    difference = likelihood.log_density(bare) - likelihood.log_density(d)
    assert difference.subs({hand_built.x: 0.3, m: 1.1, s: 2.2}).evalf() == pytest.approx(0, abs=1e-12)


def test_logarithms_are_split_and_deviations_are_not():
    assert likelihood.total(v * (log(y) - log(v))) == v * Total(log(y)) - v * log(v) * Total(1)
    assert likelihood.total(v * (x - mu)) == v * Total(x - mu)


# ------------------------------------------------------------------ names and the printer


def test_names_are_safe_whatever_people_call_their_parameters():
    names = Names()
    for wish in ("lambda", "gamma", "log", "n", "class", "None", "np", "ψ", "a b", "__import__('os')", "x" * 99):
        made = names.give(Symbol(wish), wish, "p")
        assert (
            made.isidentifier() and made.isascii() and made not in vocabulary.HOME and made not in ("lambda", "class")
        )
    assert len(set(names.table.values())) == len(names.table)
    assert names[Symbol("n")] == "n" and names[Symbol("gamma")] == "gamma_"


def test_every_printed_word_is_in_the_vocabulary():
    assert set(FUNCTIONS.values()) <= set(vocabulary.HOME)


def test_a_parameter_may_be_called_n_or_like_a_temporary():
    from thetahat.codegen import generate
    from thetahat.codegen.functions import functions
    from thetahat.core.estimator import Closed, Interval

    n, t = hand_built.positive("n"), hand_built.real("t")
    size = Total(1)
    d = hand_built.derivation(
        exp(-((x - t.symbol) ** 2) / (2 * n.symbol)) / sqrt(2 * pi * n.symbol),
        (n, t),
        (Interval(t, Total(x) / size, Total(x) / size, Total(x) / size), Closed(n, Total((x - t.symbol) ** 2) / size)),
        -size * log(2 * pi * n.symbol) / 2 - Total((x - t.symbol) ** 2) / (2 * n.symbol),
        Region(x),
    )
    namespace = {}
    exec(generate(d), namespace)
    assert namespace["estimate"]([1.0, 2.0, 6.0]) == pytest.approx({"n": 14 / 3, "t": 3.0})
    assert functions(d)["nll"]([1.0], 2.0, 1.0) == pytest.approx(float(log(4 * pi) / 2))
    assert plan(program.program(d)).size not in ("n", "t")


@pytest.mark.parametrize(
    ("expression", "bare", "module"),
    [
        ((x - mu) ** 2 / (2 * v), "0.5/v*(x - mu)**2", "0.5 / v * (x - mu) ** 2"),
        (-(x**2) / 3, "-x**2/3", "-(x**2) / 3"),
        (
            sqrt(2 * pi * v) * Rational(1, 7),
            "sqrt(2)*sqrt(pi)*sqrt(v)/7",
            "np.sqrt(2) * np.sqrt(np.pi) * np.sqrt(v) / 7",
        ),
        (1 / v**2, "1/v**2", "1 / v**2"),
        (exp(-x), "exp(-x)", "np.exp(-x)"),
        (log(v) ** 2, "log(v)**2", "np.log(v) ** 2"),
        (oo, "inf", "np.inf"),
    ],
)
def test_formulas_are_printed_as_people_write_them(expression, bare, module):
    table = {x: "x", mu: "mu", v: "v"}
    assert NumPyPrinter(table).doprint(expression) == bare
    assert NumPyPrinter(table, "module").doprint(expression) == module


@pytest.mark.parametrize(
    ("expression", "named"),
    [
        (hyper([1], [2], v), "hyper"),
        (Function("f")(v), "f"),
        (I * v, "ImaginaryUnit"),
        (Integral(exp(-(v**2)), v), "Integral"),
        (Symbol("unknown"), "'unknown' has no value"),
    ],
)
def test_what_cannot_be_said_is_refused_by_name(expression, named):
    with pytest.raises(TargetError, match=f"target 'numpy'.*{named}"):
        NumPyPrinter({v: "v"}).doprint(expression)


# ------------------------------------------------------------------ plans


def test_a_plan_holds_text_only():
    text = printed.to_json(plan(program.program(hand_built.weibull())))
    assert "Symbol" not in text and "Total" not in text


def test_a_stored_plan_of_an_unknown_kind_is_refused():
    for text in ('{"node": "Import"}', '{"node": "Plan", "colour": 3}'):
        with pytest.raises(ValueError, match="plan of this version"):
            printed.from_json(text)
    with pytest.raises(ValueError, match="does not hold a plan"):
        printed.from_json("[]")


def test_the_same_derivation_gives_the_same_plan():
    for build in (hand_built.gamma_shape_scale, hand_built.student, hand_built.poisson_mixture):
        first, second = (printed.to_json(plan(program.program(build()))) for _ in range(2))
        assert first == second


# ------------------------------------------------------------------ motions


def found(build):
    d = build()
    p = program.program(d)
    return {(m.variable, m.kind): m for m in motions(d.model, p.log_density, p.scores)}


@pytest.mark.parametrize(
    ("build", "scale", "shift"),
    [
        (hand_built.normal, (1, 2), (1, 0)),
        (hand_built.gamma_shape_scale, (0, 1), None),
        (hand_built.weibull, (0, 1), None),
        (hand_built.student, (0, 1, 1), (0, 1, 0)),
        (hand_built.laplace, (1, 1), (1, 0)),
        (hand_built.pareto, (1, 0), None),
        (hand_built.normal_mean_is_variance, None, None),
        (hand_built.bernoulli, None, None),
    ],
)
def test_location_and_scale_are_found_without_being_told(build, scale, shift):
    m = found(build)
    assert (m["x", "scale"].powers if ("x", "scale") in m else None) == scale
    assert (m["x", "shift"].offsets if ("x", "shift") in m else None) == shift


def test_a_logarithm_of_scale_is_an_offset():
    m = found(hand_built.lognormal)["x", "scale"]
    assert m.powers == (0, 0) and m.offsets == (1, 0) and m.jacobian == 1


def test_each_variable_moves_for_itself():
    m = found(hand_built.straight_line)
    assert m["y", "shift"].offsets == (1, 0, 0) and m["y", "scale"].powers == (1, 1, 2)
    assert m["z", "scale"].powers == (0, -1, 0) and ("z", "shift") not in m
    assert m["y", "scale"].jacobian == 1 and m["z", "scale"].jacobian == 0


def test_an_angle_has_a_period_and_a_share_has_none():
    from sympy import besseli, cos

    angle = Parameter("a", Symbol("a", real=True), Domain(-pi, pi, False, True, text="-pi < a <= pi"))
    kappa = Parameter("k", k, Domain(lower=0 * pi, text="positive"))
    density = exp(k * cos(x - angle.symbol)) / (2 * pi * besseli(0, k))
    model = Model(density, (x,), (angle, kappa), Support((Region(x, -pi, pi),)))
    scores = [log(density).diff(s) for s in model.symbols]
    assert periods(model, k * cos(x - angle.symbol) - log(2 * pi * besseli(0, k)), scores) == {"a"}
    d = hand_built.bernoulli()
    p = program.program(d)
    assert periods(d.model, p.log_density, p.scores) == frozenset()
