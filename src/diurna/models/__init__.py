"""Weights that we trained, each behind one small typed class that knows arrays and strings only."""
