r"""Mathematics on a page: SymPy expression -> set formula -> LaTeX, Unicode text or MathML.

setting    an expression becomes a tree of set signs (letters, order, roots, named things)
layout     the tree
tex, linear, mathml   the tree as text
measure, breaking     how wide it is, and where a long line may break
"""

from thetahat.render.mathematics.linear import linear
from thetahat.render.mathematics.setting import Setting, latex, text
from thetahat.render.mathematics.tex import tex

__all__ = ["Setting", "latex", "linear", "tex", "text"]
