"""Renders one configuration per row of a table: the columns are the variables of the template.

    python fleet.py servers.csv nats.conf.tftpl OUT

Nothing is written when one of them is refused.
"""

import csv
import sys
from pathlib import Path

import natsconf


def main(table: Path, template: Path, out: Path) -> None:
    with table.open(newline="") as rows:
        rendered = {row["name"]: natsconf.render_template(template, row) for row in csv.DictReader(rows)}
    out.mkdir(parents=True, exist_ok=True)
    for name, text in rendered.items():
        (out / f"{name}.conf").write_text(text)


if __name__ == "__main__":
    try:
        main(*map(Path, sys.argv[1:]))
    except (natsconf.ConfigError, natsconf.TemplateError) as error:
        sys.exit("\n".join(map(str, error.diagnostics)))
