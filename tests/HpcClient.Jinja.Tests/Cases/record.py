#!/usr/bin/env python3
"""Records what Jinja2 makes of the templates in the JSON files of this folder.

    python3 record.py            renders every template again and writes the files anew
    python3 record.py --check    says where the files differ from the Jinja2 that is installed

Needs Jinja2 3.1.2 (Debian 12: python3-jinja2). To add a case, write {"template": "..."} into a file and run this.
A case has its own "values", or the file has, or values.json counts. What Jinja2 prints is "expected"; when it
refuses, "error" is the name of its exception and "line" the line of a syntax error.
"""
import json
import pathlib
import re
import signal
import sys

import jinja2

FOLDER = pathlib.Path(__file__).parent
ADDRESS = re.compile(r" at 0x[0-9a-f]+")


def too_long(*_):
    raise TimeoutError("took longer than 10 seconds")


def record(template, values):
    signal.alarm(10)
    try:
        # A copy of the values: templates may change lists and maps.
        text = jinja2.Environment().from_string(template).render(**json.loads(json.dumps(values)))
        return {"expected": ADDRESS.sub(" at ADDRESS", text)}
    except jinja2.TemplateSyntaxError as e:
        return {"error": type(e).__name__, "line": e.lineno}
    except Exception as e:
        return {"error": type(e).__name__}
    finally:
        signal.alarm(0)


def recorded(file, values):
    values = file.get("values", values)
    for case in file["cases"]:
        again = {key: case[key] for key in ("template", "values", "reason") if key in case}
        yield {**again, **record(case["template"], case.get("values", values))}


def text_of(file, cases):
    def line(value):
        return json.dumps(value, ensure_ascii=True)

    values = f' "values": {line(file["values"])},\n' if "values" in file else ""
    return "{\n" + values + ' "cases": [\n  ' + ",\n  ".join(map(line, cases)) + "\n ]\n}\n"


def main():
    assert jinja2.__version__ == "3.1.2", f"Jinja2 {jinja2.__version__} is installed; the cases are those of 3.1.2"
    signal.signal(signal.SIGALRM, too_long)
    values = json.loads((FOLDER / "values.json").read_text())
    wrong = 0
    for path in sorted(FOLDER.glob("*.json")):
        if path.name == "values.json":
            continue
        file = json.loads(path.read_text())
        cases = list(recorded(file, values))
        if "--check" in sys.argv:
            for before, now in zip(file["cases"], cases):
                if before != now:
                    wrong += 1
                    print(f"{path.name}: {before}\n  now: {now}")
        else:
            path.write_text(text_of(file, cases))
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
