"""Measures Omni beside its limits and its peers: `make bench`. docs/bench.md says how."""
