#!/usr/bin/env python3
"""Draws the manual's diagrams into docs/pictures/. Needs Python alone: demos/pictures/draw.py

Each picture has a panel of its own colour, so that it reads the same on a light and on a dark page."""
import html
import pathlib

TARGET = pathlib.Path(__file__).resolve().parents[2] / "docs" / "pictures"
INK, QUIET, LINE, PANEL = "#1f2933", "#52606d", "#52606d", "#fafbfc"
SITE, LOGIN, CLUSTER, NODE, FILES = "#e9e3f7", "#dfe9fb", "#fdeecb", "#dcf3e4", "#eceff2"
BAD, GOOD = "#fbe0dd", "#cfeedb"


class Picture:
    """An SVG that is written from top to bottom."""

    def __init__(self, name, width, height, title, description):
        self.path = TARGET / f"{name}.svg"
        self.parts = [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-labelledby="t d" '
            f'font-family="system-ui, -apple-system, \'Segoe UI\', \'DejaVu Sans\', sans-serif" font-size="13">',
            f'<title id="t">{html.escape(title)}</title>',
            f'<desc id="d">{html.escape(description)}</desc>',
            '<defs><marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto-start-reverse">'
            f'<path d="M0 0.8 L9.5 5 L0 9.2 z" fill="{LINE}"/></marker></defs>',
            f'<rect x="0.5" y="0.5" width="{width - 1}" height="{height - 1}" rx="10" fill="{PANEL}" stroke="#cbd2d9"/>',
        ]

    def area(self, x, y, width, height, colour, title):
        self.parts.append(f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="8" fill="{colour}"/>')
        self.text(x + width / 2, y + 21, title, weight=600)

    def box(self, x, y, width, height, text, colour="#ffffff", small=False):
        self.parts.append(f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="6" fill="{colour}" stroke="{LINE}"/>')
        lines = text.split("\n")
        for number, line in enumerate(lines):
            first = number == 0
            self.text(x + width / 2, y + height / 2 + 4.5 + (number - (len(lines) - 1) / 2) * 16, line,
                      size=12 if small or not first else 13, colour=INK if first else QUIET)

    def text(self, x, y, text, size=13, weight=400, colour=INK, anchor="middle"):
        self.parts.append(f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}" font-size="{size}" font-weight="{weight}" fill="{colour}">{html.escape(text)}</text>')

    def arrow(self, points, label=None, at=None, dashed=False, both=False, anchor="middle"):
        path = "M" + " L".join(f"{x} {y}" for x, y in points)
        self.parts.append(f'<path d="{path}" fill="none" stroke="{LINE}" stroke-width="1.6" stroke-linejoin="round" marker-end="url(#tip)"'
                          f'{" marker-start=" + chr(34) + "url(#tip)" + chr(34) if both else ""}{" stroke-dasharray=" + chr(34) + "5 4" + chr(34) if dashed else ""}/>')
        if label:
            (x, y) = at or ((points[0][0] + points[-1][0]) / 2, points[0][1] - 7)
            for number, line in enumerate(label.split("\n")):
                self.text(x, y + number * 15, line, size=12, colour=QUIET, anchor=anchor)

    def write(self):
        self.path.write_text("\n".join([*self.parts, "</svg>", ""]), encoding="utf-8")
        print(self.path)


def way():
    p = Picture("way-of-a-job", 1000, 400, "The way of a job",
                "A job goes from the Flywheel site through select, admit, plan, promise and submit on the login node to the scheduler's queue and to "
                "the engine on a compute node, which claims it, gets image and inputs, runs the gear and uploads outputs. Watch, verdict and report bring its end back to the site.")
    p.area(16, 16, 140, 368, SITE, "Flywheel site")
    p.area(172, 16, 452, 290, LOGIN, "Login node: run, or serve")
    p.area(640, 16, 130, 290, CLUSTER, "Slurm, SGE, LSF")
    p.area(786, 16, 198, 368, NODE, "Compute node: engine")
    p.box(34, 92, 104, 52, "job\ntagged hpc")
    names = ["select", "admit", "plan", "promise", "submit"]
    under = ["is it ours?", "who may run?", "what to ask", "in the ledger", "exactly once"]
    for number, (name, words) in enumerate(zip(names, under)):
        x = 186 + number * 86
        p.box(x, 92, 76, 52, name)
        p.text(x + 38, 162, words, size=11, colour=QUIET)
        if number:
            p.arrow([(x - 10, 118), (x - 1, 118)])
    p.arrow([(138, 118), (185, 118)], "poll", (161, 110))
    p.arrow([(606, 118), (655, 118)])
    p.box(656, 92, 98, 52, "queue")
    p.arrow([(754, 118), (805, 118)], "start", (779, 110))
    stages = ["claim", "image", "inputs", "gear", "outputs", "end record"]
    for number, name in enumerate(stages):
        y = 52 + number * 40
        p.box(806, y, 158, 28, name, GOOD if name == "gear" else "#ffffff")
        if number:
            p.arrow([(885, y - 12), (885, y - 1)])
    p.box(656, 224, 98, 52, "accounting")
    p.box(530, 224, 76, 52, "watch")
    p.box(390, 224, 90, 52, "verdict")
    p.box(250, 224, 90, 52, "report")
    p.arrow([(705, 144), (705, 192), (585, 192), (585, 223)], "queue", (645, 185))
    p.arrow([(655, 250), (607, 250)])
    p.arrow([(805, 266), (790, 266), (790, 292), (435, 292), (435, 277)], "end record, in the shared folder", (640, 288))
    p.arrow([(529, 250), (481, 250)])
    p.arrow([(389, 250), (341, 250)])
    p.arrow([(249, 250), (157, 250)], "state, reason", (203, 243))
    p.arrow([(885, 280), (885, 352), (157, 352)], "log, heartbeat, outputs, completion", (520, 345))
    p.box(34, 326, 104, 44, "log, outputs")
    p.arrow([(420, 223), (420, 176), (310, 176), (310, 168)], "again, by on_end", (428, 196), dashed=True, anchor="start")
    p.write()


def states():
    p = Picture("states-of-a-job", 1000, 330, "States of a job in the ledger",
                "seen, admitted, intended, submitted, queued, running, ended, reported in a row. From admitted a job may be refused. From submitted, queued or running it may "
                "become lost, which is then reported, or superseded when the site cancelled or retried it. From intended it goes back to admitted when it surely was never taken, "
                "from running back to queued when the scheduler puts it back, from ended back to admitted when a policy submits it again.")
    row = ["seen", "admitted", "intended", "submitted", "queued", "running", "ended", "reported"]
    at = {name: 20 + number * 122 for number, name in enumerate(row)}
    notes = {"seen": "found at the site", "admitted": "may run here", "intended": "promised", "submitted": "handed over", "queued": "waits its turn",
             "running": "has a node", "ended": "site not told yet", "reported": "the site knows"}
    for name, x in at.items():
        p.box(x, 130, 98, 40, name, GOOD if name == "reported" else "#ffffff")
        p.text(x + 49, 187, notes[name], size=11, colour=QUIET)
        if name != "seen":
            p.arrow([(x - 24, 150), (x - 1, 150)])
    p.box(142, 258, 98, 40, "refused", BAD)
    p.text(191, 315, "the user reads why", size=11, colour=QUIET)
    p.arrow([(191, 193), (191, 257)])
    p.box(508, 258, 98, 40, "superseded", FILES)
    p.text(557, 315, "cancelled or retried at the site", size=11, colour=QUIET)
    p.box(752, 258, 98, 40, "lost", BAD)
    p.text(801, 315, "the scheduler forgot it", size=11, colour=QUIET)
    p.parts.append(f'<path d="M215 194 V202 H728 V194" stroke="{LINE}" stroke-width="1.6" fill="none"/>')
    p.parts.append(f'<path d="M386 206 V214 H728 V206" stroke="{LINE}" stroke-width="1.6" fill="none"/>')
    p.arrow([(520, 202), (520, 257)])
    p.arrow([(700, 214), (700, 278), (751, 278)])
    p.arrow([(850, 278), (923, 278), (923, 193)])
    p.arrow([(679, 129), (679, 104), (557, 104), (557, 129)], "put back by the scheduler", (618, 97), dashed=True)
    p.arrow([(313, 129), (313, 104), (215, 104), (215, 129)], "surely never taken", (264, 97), dashed=True)
    p.arrow([(801, 129), (801, 62), (170, 62), (170, 129)], "submitted again, by policy (on_end)", (485, 54), dashed=True)
    p.arrow([(720, 129), (720, 84), (923, 84), (923, 129)], "the engine told the site", (808, 77), anchor="start")
    p.text(20, 30, "Every arrow is a row of history: time, cause, evidence.", size=12, colour=QUIET, anchor="start")
    p.write()


def talks():
    p = Picture("who-talks-to-whom", 1000, 440, "Who talks to whom",
                "The client on the login node talks to the site by https, to the scheduler by its commands, and to the engine on the node only by files in the shared folder. "
                "The engine talks to the site by https and to registries of images. Researchers use the site alone. Nothing connects to the login node or to the compute nodes from outside.")
    p.box(30, 30, 150, 48, "Researcher\nbrowser")
    p.box(30, 180, 150, 76, "Flywheel site\njobs, files, logs\nhold engine", SITE)
    p.box(30, 360, 150, 50, "Image registries", SITE)
    p.area(330, 20, 270, 240, LOGIN, "Login node")
    p.box(350, 60, 230, 70, "fw-hpc-client run, serve\nlooks, submits, watches, tells")
    p.box(350, 150, 230, 90, "jobs, explain, report\ncancel, retry, forget\ndoctor, config, images")
    p.area(760, 20, 210, 140, CLUSTER, "Scheduler")
    p.box(780, 60, 170, 80, "Slurm, SGE, LSF\nqueue and accounting")
    p.area(760, 200, 210, 220, NODE, "Compute node")
    p.box(780, 240, 170, 60, "fw-hpc-client engine\none for each job")
    p.box(780, 340, 170, 60, "gear\nin its container", GOOD)
    p.area(330, 300, 270, 120, FILES, "Shared folder")
    p.text(465, 347, "settings, ledger, scripts", size=12, colour=QUIET)
    p.text(465, 367, "claims, end records", size=12, colour=QUIET)
    p.text(465, 387, "converted images", size=12, colour=QUIET)
    p.arrow([(105, 78), (105, 179)], "launches,\nreads logs", (112, 122), anchor="start")
    p.arrow([(349, 95), (230, 95), (230, 205), (181, 205)], "https", (270, 88))
    p.arrow([(580, 95), (779, 95)], "sbatch, squeue, sacct\nor qsub, bsub …", (680, 70))
    p.arrow([(800, 140), (800, 239)], "starts", (807, 184), anchor="start")
    p.arrow([(865, 300), (865, 339)], "runs", (872, 324), anchor="start")
    p.arrow([(465, 240), (465, 299)], both=True)
    p.arrow([(779, 285), (690, 285), (690, 360), (601, 360)], "files only", (645, 353), both=True)
    p.arrow([(779, 255), (660, 255), (660, 288), (250, 288), (250, 232), (181, 232)], "https: inputs, log, outputs", (268, 280), anchor="start")
    p.arrow([(779, 292), (712, 292), (712, 430), (250, 430), (250, 385), (181, 385)], "images", (658, 423))
    p.write()


if __name__ == "__main__":
    TARGET.mkdir(exist_ok=True)
    way()
    states()
    talks()
