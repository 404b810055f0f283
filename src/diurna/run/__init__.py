"""The order of the stages, and running it over many articles."""
