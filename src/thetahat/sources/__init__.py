"""Data where they live: files, DuckDB, Polars, Spark, Dask, databases.  The statistics travel, the rows stay.

opening     what a user passed -> a relation: `duck` (and `delimited` text files), `database`, `frames`
relation    columns, rows that count, aggregates: the few words in which a plan's passes are said to an engine
writer      a formula of a plan -> an expression of that engine
moments     which sums of products answer which passes, and how such sums are merged
reader      one reading that counts every row and takes all sums, then passes when a plan asks for them
pilot       fits of a sample from several starts; newton, from there one aggregate a step
fitting     relation and plan -> Fit;  `grouped` the same by GROUP BY -> Fits
behind      what a fit of such rows can still be asked
statistics  sums that add, merge and travel as JSON
"""
