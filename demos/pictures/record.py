#!/usr/bin/env python3
"""Records the session of the manual from a real run and draws it as docs/pictures/session.svg.

usage: demos/pictures/record.py [CLIENT]     as root, with a Slurm that answers (see demos/newcomer.sh)

The program runs in a terminal of its own; its questions are answered as a person does. What it wrote is drawn line by line
as it came, with its colours, at a pace at which it can be read. No pixel is made by hand."""
import fcntl
import html
import os
import pathlib
import pty
import re
import select
import struct
import sys
import termios

ROOT = pathlib.Path(__file__).resolve().parents[2]
TARGET = ROOT / "docs" / "pictures" / "session.svg"
COLUMNS, ROWS = 100, 30
SIGN_WIDTH = 7.83  # of the font at 13 pixels
DISK = "/hpc"

# Answers to questions, by their first words; all others are answered by Enter, which takes what was found.
ANSWERS = {"Host name of your Flywheel site": "127.0.0.1", "Whom may refused users ask": "hpc@example.org"}


def record(client):
    """Answers all that the terminal showed."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update(TERM="xterm-256color", COLUMNS=str(COLUMNS), LINES=str(ROWS), SCITRAN_RUNTIME_INSECURE="1")
        os.chdir(ROOT)
        os.execv("demos/newcomer.sh", ["newcomer.sh", "--client", client, "--disk", DISK, "--user", "games", "--walk", "demos/pictures/session.sh"])
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    seen, looked, question, port, secret = "", 0, "", None, None
    while True:
        ready, _, _ = select.select([terminal], [], [], 90)
        if not ready:
            sys.exit(f"nothing came for 90 s; last: {seen[-500:]!r}")
        try:
            data = os.read(terminal, 65536)
        except OSError:
            data = b""
        if not data:
            break
        seen += re.sub("\x1b[=>]|\x1b[()].|\x1b][^\x07]*\x07", "", data.decode(errors="replace"))
        if port is None and (begin := re.search("\x1ebegin (\\d+) (\\S+)", seen)):
            port, secret = begin.groups()
        fresh = plain(seen[looked:])
        # A prompt is a line that ends without a line end.
        if port and re.search(r"(?:^|\n)(?:> ?(?:\([^)\n]*\): ?|: ?)?|[^\n]*without writing:[^\n]*: ?)$", fresh):
            question = fresh
            answer = next((text for words, text in ANSWERS.items() if words in question), "")
            answer = port if "Its port?" in question else secret if "drone secret?" in question else answer
            looked = len(seen)
            os.write(terminal, (answer + "\r").encode())
    _, status = os.waitpid(pid, 0)
    if status != 0:
        sys.exit(f"the session failed:\n{plain(seen)[-3000:]}")
    if secret in seen.replace(f"begin {port} {secret}", ""):
        sys.exit("the secret is to be seen in the recording")
    return seen[seen.index("\x1ebegin"):seen.index("\x1eend")]


def plain(text):
    return re.sub("\x1b\\[[0-9;?]*[A-Za-z]", "", text).replace("\r", "")


BASIC = ["#3b4252", "#e06c75", "#8fce72", "#e5c07b", "#6cb2ff", "#c678dd", "#56c8d8", "#d8dee9"]


class Line:
    """One line of the terminal: signs with their style."""

    def __init__(self):
        self.cells = []

    def put(self, at, sign, style):
        while len(self.cells) <= at:
            self.cells.append((" ", ()))
        self.cells[at] = (sign, style)


def lines_of(text):
    """What the terminal showed, as lines without end; what was typed at a prompt of the shell begins with the sign."""
    lines, column, style = [Line()], 0, ()
    for match in re.finditer("\x1b\\[([0-9;?]*)([A-Za-z])|([\\s\\S])", text):
        parameters, command, sign = match.groups()
        if command == "m":
            style = styled(style, parameters)
        elif command == "K":
            del lines[-1].cells[column:]
        elif command == "D":
            column = max(0, column - int(parameters or 1))
        elif command == "C":
            column += int(parameters or 1)
        elif command == "G":
            column = int(parameters or 1) - 1
        elif command is None and sign == "\n":
            lines.append(Line())
            column = 0
        elif command is None and sign == "\r":
            column = 0
        elif command is None and sign == "\b":
            column = max(0, column - 1)
        elif command is None:
            if column >= COLUMNS:
                lines.append(Line())
                column = 0
            lines[-1].put(column, sign, style)
            column += 1
    return lines


def styled(style, parameters):
    codes, style = [int(code or 0) for code in parameters.split(";")], dict(style)
    while codes:
        code = codes.pop(0)
        if code == 0:
            style = {}
        elif code == 1:
            style["bold"] = True
        elif code == 2:
            style["dim"] = True
        elif code == 22:
            style.pop("bold", None), style.pop("dim", None)
        elif code == 39:
            style.pop("fill", None)
        elif 30 <= code <= 37 or 90 <= code <= 97:
            style["fill"] = BASIC[code % 10]
        elif code == 38 and codes[:1] == [5]:
            style["fill"] = BASIC[codes[1] % 8] if codes[1] < 16 else "#9aa5b1"
            del codes[:2]
        elif code == 38 and codes[:1] == [2]:
            style["fill"] = "#%02x%02x%02x" % tuple(codes[1:4])
            del codes[:4]
    return tuple(sorted(style.items()))


def spans(cells):
    """The line as pieces of one style."""
    text = "".join(sign for sign, _ in cells)
    end = len(text.rstrip())
    start = 0
    while start < end:
        style, stop = cells[start][1], start
        while stop < end and cells[stop][1] == style:
            stop += 1
        classes = dict(style)
        attributes = f' fill="{classes["fill"]}"' if "fill" in classes else ""
        attributes += ' font-weight="700"' if classes.get("bold") else ""
        attributes += ' opacity="0.65"' if classes.get("dim") else ""
        # Each word group has its own place, so that columns stand one below the other in any font.
        for piece in re.finditer(r"\S+(?: \S+)*", text[start:stop]):
            place = 16 + (start + piece.start()) * SIGN_WIDTH
            yield f'<tspan x="{place:.1f}"{attributes}>{html.escape(piece.group())}</tspan>'
        start = stop


def draw(lines):
    high, top = 18, 44
    times, now = [], 0.6
    for line in lines:
        text = "".join(sign for sign, _ in line.cells)
        typed = text.startswith("\x1e")
        now += 1.6 if typed else 0.13
        times.append(now)
        if typed:
            now += 0.7
    whole = now + 6
    steps = []
    for number, time in enumerate(times):
        if number >= ROWS:
            steps.append(f"{time / whole * 100:.2f}%{{transform:translateY({-(number - ROWS + 1) * high}px)}}")
    scroll = "".join(steps)
    width, height = 16 * 2 + COLUMNS * SIGN_WIDTH, top + ROWS * high + 14
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height}" role="img" aria-labelledby="t d" '
        'font-family="ui-monospace, \'DejaVu Sans Mono\', Menlo, Consolas, monospace" font-size="13">',
        '<title id="t">A recorded session: setup, doctor, run, jobs, explain</title>',
        '<desc id="d">setup looks round and asks with found answers, doctor finds all well down to the node, run hands a job to Slurm, jobs lists it as reported, explain tells its story.</desc>',
        "<style>text{fill:#d8dee9}"
        f"@media (prefers-reduced-motion:no-preference){{.l{{opacity:0;animation:{whole:.1f}s step-end infinite}}.s{{animation:s {whole:.1f}s step-end infinite}}}}"
        f"@keyframes s{{0%{{transform:translateY(0)}}{scroll}100%{{transform:translateY({-max(0, len(lines) - ROWS) * high}px)}}}}"
        + "</style>",
        f'<rect width="{width:.0f}" height="{height}" rx="10" fill="#1b2130"/>',
        *(f'<circle cx="{22 + 18 * n}" cy="20" r="6" fill="{c}"/>' for n, c in enumerate(["#e06c75", "#e5c07b", "#8fce72"])),
        f'<clipPath id="c"><rect y="{top - 14}" width="{width:.0f}" height="{ROWS * high + 8}"/></clipPath><g clip-path="url(#c)"><g class="s">',
    ]
    for number, (line, time) in enumerate(zip(lines, times)):
        cells = line.cells
        typed = bool(cells) and cells[0][0] == "\x1e"
        if typed:
            cells = [(sign, (("bold", True), ("fill", "#8fce72" if at == 0 else "#ffffff"))) for at, (sign, _) in enumerate(cells[1:])]
        body = "".join(spans(cells))
        if body:
            parts.append(f'<text class="l" y="{top + number * high}" style="animation-name:k{number}">{body}</text>')
            parts[3] = parts[3].replace("</style>", f"@keyframes k{number}{{{time / whole * 100:.2f}%{{opacity:1}}}}</style>")
    parts.append("</g></g></svg>")
    TARGET.write_text("\n".join(parts) + "\n", encoding="utf-8")
    print(f"{TARGET}: {len(lines)} lines, {whole:.0f} s, {TARGET.stat().st_size // 1024} kB")


if __name__ == "__main__":
    shown = record(sys.argv[1] if len(sys.argv) > 1 else "artifacts/linux-x64/fw-hpc-client")
    shown = re.sub("^\x1ebegin[^\n]*\n", "", shown)
    draw(lines_of(shown))
