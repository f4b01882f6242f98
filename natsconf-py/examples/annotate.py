"""Lints every configuration of a repository and prints what it finds as annotations of GitHub Actions.

    python annotate.py [FOLDER]

Exits with 1 when there is an error.
"""

import sys
from pathlib import Path

import natsconf

LEVELS = {"error": "error", "warning": "warning", "hint": "notice"}


def escaped(text: str, more: str = "") -> str:
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return text


def annotation(finding: natsconf.Diagnostic) -> str:
    place = f"file={escaped(finding.file, ':,')},line={finding.line},col={finding.column}"
    message = finding.message if finding.help is None else f"{finding.message}: {finding.help}"
    return f"::{LEVELS[finding.severity]} {place},title={finding.code}::{escaped(message)}"


def main(folder: Path) -> bool:
    findings = [finding for file in sorted(folder.rglob("*.conf")) for finding in natsconf.lint(file)]
    for finding in findings:
        print(annotation(finding))
    return any(finding.severity == "error" for finding in findings)


if __name__ == "__main__":
    sys.exit(main(Path(*sys.argv[1:])))
