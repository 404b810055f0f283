"""Time to open the compiled gazetteer and to look names up: `python benchmarks/gazetteer.py [--repeats N]`.

Each opening is measured in a process of its own, after the imports and with the file compiled; the median counts.
"""

import argparse
import statistics
import subprocess
import sys

NAMES = ("Nairobi", "Springfield", "Cook County", "San Jose", "Kiev", "no such place")
CHILD = """
import sys, time
from diurna.mark.gazetteer import Gazetteer, compiled
path = compiled()
start = time.perf_counter()
opened = Gazetteer(path)
middle = time.perf_counter()
for name in sys.argv[1:]:
    opened.cities(name)
    opened.terms.get(name.casefold())
print(middle - start, time.perf_counter() - middle)
"""


def main() -> int:
    """Print milliseconds to open, and microseconds for the first look-up of a name."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeats", type=int, default=7, help="processes (default 7)")
    options = parser.parse_args()
    times = [child() for _ in range(options.repeats)]
    print(f"{'open the gazetteer':<28}{statistics.median(time for time, _ in times) * 1e3:>10.2f} ms")
    print(f"{'first look-up of a name':<28}{statistics.median(time for _, time in times) / len(NAMES) * 1e6:>10.0f} µs")
    return 0


def child() -> tuple[float, float]:
    """Return the seconds that one fresh process takes to open the gazetteer, and to look all names up."""
    done = subprocess.run([sys.executable, "-c", CHILD, *NAMES], capture_output=True, text=True, check=True)  # noqa: S603
    opened, found = done.stdout.split()
    return float(opened), float(found)


if __name__ == "__main__":
    raise SystemExit(main())
