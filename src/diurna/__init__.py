"""diurna: news reports to checkable records of who said what, who did what to whom, how many, where and when."""

from diurna.run.reading import read

__all__ = ["read"]
