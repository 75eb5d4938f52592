"""The nouns: what a model, a statistic, a step, an estimator and a program are.

Everything here is data. Only the standard library and SymPy are imported, and `plan`, the printed
form of a program, not even SymPy.
"""
