"""(Plan, data) -> numbers: arrays in blocks, roots and searches, outcomes.  No SymPy is loaded here."""
