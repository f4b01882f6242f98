"""Prints the shortest time that `natsconf.lint` takes for each file, in seconds.

    python lint.py RUNS FILE...
"""

import sys
import time
from pathlib import Path

import natsconf


def seconds(file: Path) -> float:
    begin = time.perf_counter()
    natsconf.lint(file)
    return time.perf_counter() - begin


runs = range(int(sys.argv[1]))
for name in sys.argv[2:]:
    print(min(seconds(Path(name)) for _ in runs))
