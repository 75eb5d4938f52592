"""Data where they live: files, DuckDB, Polars, Spark, Dask, databases.  The statistics travel, the rows stay.

open        what a user passed -> a relation (`relations.sql`, `relations.frames`)
relation    columns, rows that count, aggregates: the few words in which a plan's passes are said to an engine
writer      a formula of a plan -> an expression of that engine
moments     which sums of products answer which passes, and how such sums are merged
reader      one reading that counts every row and takes all sums, then passes when a plan asks for them
newton      a pilot fit on a sample, then Newton's method with one aggregate a step
fitting     relation and plan -> Fit;  `grouped` the same by GROUP BY -> Fits
statistics  sums that add, merge and travel as JSON
"""
