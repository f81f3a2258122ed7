"""The embedded site as the benchmarks use it: started, filled, asked; and the client's own process measured."""
import json, os, pathlib, re, subprocess, sys, time

CLIENT = pathlib.Path(os.environ.get("FW_HPC_CLIENT", pathlib.Path(__file__).parent.parent / "artifacts/linux-x64/fw-hpc-client")).resolve()
RESULTS = pathlib.Path(__file__).parent / "results"


def require_client():
    if not CLIENT.exists():
        sys.exit(f"{CLIENT} is not built: ./build")


class Site:
    """A site in a folder of its own. Between stop() and start() its database may be edited."""

    def __init__(self, folder):
        self.folder, self.port, self._server = folder, 0, None
        self.start()

    def start(self):
        (self.folder / "site.json").unlink(missing_ok=True)
        self._server = subprocess.Popen(
            [CLIENT, "site", "serve", "--data", self.folder, "--hold-interval", "0.1", "--port", str(self.port)], stdout=subprocess.DEVNULL)
        while not (self.folder / "site.json").exists():
            if self._server.poll() is not None:
                sys.exit("the site did not start")
            time.sleep(0.05)
        self.port = json.loads((self.folder / "site.json").read_text())["port"]
        self.secret = json.loads((self.folder / "secrets.json").read_text())["drone_secret"]

    def stop(self):
        if self._server:
            self._server.terminate()
            self._server.wait()
            self._server = None

    def call(self, *arguments):
        return subprocess.run([CLIENT, *arguments, "--data", self.folder], check=True, stdout=subprocess.PIPE, text=True).stdout

    def variables(self):
        return dict(SCITRAN_RUNTIME_HOST="127.0.0.1", SCITRAN_RUNTIME_PORT=str(self.port), SCITRAN_RUNTIME_INSECURE="1",
                    SCITRAN_CORE_DRONE_SECRET=self.secret)

    def write_credentials(self, folder):
        file = folder / "settings/credentials.sh"
        file.write_text("".join(f"export {name}={value}\n" for name, value in self.variables().items()))
        file.chmod(0o600)

    def add_gear(self, work, name, run, inputs=None):
        """A gear whose image is nothing but its run script."""
        gear = work / f"gear-{name}/flywheel/v0"
        gear.mkdir(parents=True)
        (gear / "run").write_text("#!/bin/bash\nset -e\n" + run)
        (gear / "run").chmod(0o755)
        manifest = gear / "manifest.json"
        manifest.write_text(json.dumps(dict(
            name=name, label=name, version="1.0.0", description="Of a benchmark.", author="bench", license="Other", source="", url="",
            inputs=inputs or {}, config={}, command="./run")))
        subprocess.run(["tar", "-cf", work / f"{name}.tar", "-C", work / f"gear-{name}", "flywheel"], check=True)
        self.call("site", "gear", "add", manifest, "--image", work / f"{name}.tar")

    def launch(self, name, *arguments):
        """A job that the site has set to running."""
        job = re.findall("[0-9a-f]{24}", self.call("site", "gear", "run", name, *arguments, "--tag", "hpc"))[-1]
        while self.state(job) == "pending":
            time.sleep(0.02)
        return job

    def state(self, job):
        return next(row["state"] for row in json.loads(self.call("site", "jobs", "--json")) if row["id"] == job)


def measured(arguments, environment):
    """Runs the client; its exit code, CPU seconds and most resident bytes, of itself without its children where the kernel tells them apart."""
    pid = os.posix_spawn(CLIENT, [str(CLIENT), *map(str, arguments)], environment)
    _, status, usage = os.wait4(pid, 0)
    return os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024


def write_results(name, title, words, header, rows):
    """Prints a table and keeps it as bench/results/NAME.md."""
    lines = [f"# {title}", "", words, "", f"| {' | '.join(header)} |", "|" + "---|" * len(header)]
    lines += [f"| {' | '.join(row)} |" for row in rows]
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{name}.md").write_text("\n".join(lines) + "\n")
    print("\n".join(lines))
