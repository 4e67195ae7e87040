"""Several plans in one report: a few figures a plan, the worst first."""
