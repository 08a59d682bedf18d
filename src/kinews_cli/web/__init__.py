"""The only door to the network: address guard, transport, deadlines, turns per host."""
