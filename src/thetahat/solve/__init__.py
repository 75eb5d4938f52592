"""Scalar roots, integers, maximisation, starting values: functions of callables, with SciPy's optimisers."""
