"""The estimator in other languages: one file for each target, over the printed plan.

expression   the formulas of a plan, read with `ast` and printed by tables
lowering     plan -> functions: statements, roots and searches as loops that every language has
items        what functions consist of, and which names flow in and out
domains      domains and supports as tests
imperative   functions -> lines of a language with statements; `variables`, which of them are declared where
kernel       special functions in a small subset of Python, which is translated where a language lacks them
heading      what a file begins with: model, log-likelihood, estimator, conditions, version
"""
