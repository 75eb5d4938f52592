"""A table of declared densities whose estimates are found without the package, and a runner that compares the two."""
