"""Changes of relay: each in one transaction, with `now=` and, where a person asked for it, `by=` passed in."""
