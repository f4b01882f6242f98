"""Raises `max_payload` in a configuration, comments and all the rest untouched.

    python raise_max_payload.py nats.conf BYTES

What is larger already stays.
"""

import sys
from pathlib import Path

import natsconf

# What the server takes where nothing is set.
DEFAULT = 1024 * 1024


def main(path: Path, size: int) -> None:
    with natsconf.Document(path) as document:
        limit = document.get("max_payload", DEFAULT)
        if isinstance(limit, int) and limit < size:
            document.set("max_payload", size)
            path.write_text(str(document))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
