"""From a derivation to documents: blocks first, then LaTeX, Markdown, text, HTML or a notebook."""
