"""`python -m diurna` is `diurna`."""

from diurna.cli import main

main()
