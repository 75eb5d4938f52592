"""Text to Model: tokens, syntax tree, domains, supports, checks.  Parses, and never evaluates."""
