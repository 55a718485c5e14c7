"""Pure rules of the context: no Django, no network, no clock."""
