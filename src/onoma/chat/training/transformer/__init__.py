"""The joint transformer with a CRF, in PyTorch."""
