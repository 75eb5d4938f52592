"""Queries of cases, run in a database, and the estimates that they answer."""

import numpy as np

from thetahat.codegen.languages.sql import query
from thetahat.errors import TargetError


def written(case, dialect, **options):
    """The query of a family, or None where SQL refuses it."""
    try:
        return query(case.plan, ["test"], dialect, known=case.known, **options)
    except TargetError as trouble:
        assert "numpy" in str(trouble)
        return None


def lines_of(text):
    """What the query's comments say."""
    comment = [x[3:] if x.startswith("-- ") else "" for x in text.splitlines() if x.startswith("--")]
    return [x[2:] if x.startswith("  ") else x for x in comment]


def answered(case, text, row):
    """Estimates from a row: as they are, or finished from the statistics."""
    if "this program finishes" not in text:
        return [np.nan if row[p.name] is None else row[p.name] for p in case.plan.parameters]
    source = lines_of(text)
    start = next(i for i, x in enumerate(source) if x.startswith("from numpy"))
    end = next(i for i, x in enumerate(source) if x.startswith("Rows where"))
    namespace = {}
    exec("\n".join(source[start:end]), namespace)
    code = namespace["finish"].__code__
    wanted = code.co_varnames[: code.co_argcount]
    known = {k.identifier: case.known[k.name] for k in case.plan.known}
    found = namespace["finish"](*(known[w] if w in known else row[w] for w in wanted))
    return list(found.values())


def table(case):
    """Column names and rows."""
    return list(case.columns), list(zip(*(map(float, v) for v in case.columns.values()), strict=True))


def local(connection, case, text):
    """The row that a query returns from a table of the case's data."""
    names, rows = table(case)
    connection.execute("drop table if exists data")
    connection.execute(f"create table data ({', '.join(f'{chr(34)}{n}{chr(34)} double' for n in names)})")
    connection.executemany(f"insert into data values ({', '.join('?' * len(names))})", rows)
    cursor = connection.execute(text)
    labels = [d[0] for d in cursor.description]
    (row,) = cursor.fetchall()
    return dict(zip(labels, row, strict=True))
