"""Answers requests, one a line on standard input, with responses, one a line: for the comparison of all frontends."""

import json
import sys

import natsconf


def answer(function, arguments):
    text = arguments.pop("text")
    if function == "format":
        # It looks at nothing else.
        del arguments["files"], arguments["env"]
    try:
        result = getattr(natsconf, function)(text, **arguments)
    except natsconf.ConfigError as error:
        return {"error": {"message": str(error), "diagnostics": dictionaries(error.diagnostics)}}
    except ValueError as error:
        return {"error": {"message": str(error)}}
    return {"result": {"diagnostics": dictionaries(result)} if function == "lint" else result}


def dictionaries(findings):
    return [finding.as_dict() for finding in findings]


def moment(value):
    return value.isoformat().replace("+00:00", "Z")


# A configuration may nest deeper than Python programs do.
sys.setrecursionlimit(10_000)
sys.stdin.reconfigure(encoding="utf-8")
sys.stdout.reconfigure(encoding="utf-8", newline="\n")
for line in sys.stdin:
    response = answer(**json.loads(line))
    print(json.dumps(response, default=moment, ensure_ascii=False, separators=(",", ":")))
