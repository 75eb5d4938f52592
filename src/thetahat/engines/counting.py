"""How often each whole number occurs in a column: one reading, by the machine's compiler or block by block.

counts(x, low, high)    the frequencies of low, low + 1, ..., high; None where a value is no whole number
table(x)                the different values and their frequencies; None where they are not far fewer than the rows
"""

from __future__ import annotations

import ctypes
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from thetahat.engines import native

Array = NDArray[np.float64]

BLOCK = 8192
MANY_VALUES = 1 << 16
"""The widest range of values of which a table is made,"""
FEW_VALUES = 256
"""and one of which it is made for any number of rows."""
NANOSECONDS = 4.0
"""What NumPy takes for one row."""

TEXT = """
long kernel(const double *restrict x, long rows, double low, long width, long *restrict table)
{
    long wrong = 0, i = 0;
    /* Four tables, lest equal values in a row wait for one another; indices are masked, whatever the data hold. */
    for (; i + 4 <= rows; i += 4) {
        const double y0 = x[i] - low, y1 = x[i + 1] - low, y2 = x[i + 2] - low, y3 = x[i + 3] - low;
        const long k0 = (long)y0 & (width - 1), k1 = (long)y1 & (width - 1);
        const long k2 = (long)y2 & (width - 1), k3 = (long)y3 & (width - 1);
        wrong |= ((double)k0 != y0) | ((double)k1 != y1) | ((double)k2 != y2) | ((double)k3 != y3);
        table[k0]++; table[width + k1]++; table[2*width + k2]++; table[3*width + k3]++;
    }
    for (; i < rows; i++) {
        const double y = x[i] - low;
        const long k = (long)y & (width - 1);
        wrong |= (double)k != y;
        table[k]++;
    }
    return wrong;
}
"""


def counts(x: NDArray[np.float64], low: float, high: float) -> NDArray[np.intp] | None:
    """The frequencies; the ends are whole numbers between which all values lie."""
    width = int(high - low) + 1
    compiled = native.function(TEXT, len(x), NANOSECONDS) if x.flags.c_contiguous else None
    if compiled is not None:
        room = 1 << (width - 1).bit_length()
        table = np.zeros((4, room), dtype=np.intp)
        if _call(compiled)(x.ctypes.data, len(x), low, room, table.ctypes.data):
            return None
        return np.asarray(table.sum(axis=0)[:width])
    found = np.zeros(width, dtype=np.intp)
    for first in range(0, len(x), BLOCK):
        y = x[first : first + BLOCK] - low
        whole = y.astype(np.intp)
        if not np.logical_and.reduce(whole == y):
            return None
        found += np.bincount(whole, minlength=width)
    return found


def table(x: Any, weights: Any = None) -> tuple[Array, Array] | None:
    """(the different values in ascending order, their frequencies or the sums of their weights)."""
    low, high = np.minimum.reduce(x).item(), np.maximum.reduce(x).item()
    if not (-1e15 < low <= high < 1e15) or high - low > min(MANY_VALUES, max(FEW_VALUES, 0.25 * len(x))):
        return None
    if low != round(low) or high != round(high):
        return None
    if weights is None:
        found: Any = counts(x, low, high)
    else:
        found = np.bincount((x - low).astype(np.intp), weights) if np.array_equal(np.rint(x), x) else None
    if found is None:
        return None
    places = found.nonzero()[0]
    return places + low, found[places].astype(np.float64)


@lru_cache(maxsize=4)
def _call(library: Any) -> Any:
    function = library.kernel
    function.argtypes = (ctypes.c_void_p, ctypes.c_long, ctypes.c_double, ctypes.c_long, ctypes.c_void_p)
    function.restype = ctypes.c_long
    return function
