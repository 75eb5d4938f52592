"""What rules are made of: the algebra of totals, logarithms, solving for one unknown, inequalities.

totals        pull, split, expanded, natural, gather: how factors and sums pass through a Total
freeze        statistics hidden behind signed symbols while SymPy works on an expression
logarithm     the logarithm of a density as a sum of terms
peel          one equation solved for one unknown, one operation undone at a time
inequalities  signs that follow from Cauchy-Schwarz, Jensen and bounds of special functions
"""
