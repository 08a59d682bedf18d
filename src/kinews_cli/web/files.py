"""How many connections this process may have open: each is a file to the system."""

from __future__ import annotations

from contextlib import suppress


def allow_files(wanted: int) -> None:
    """Raise the soft limit to `wanted`, as far as the system lets us: macOS begins with 256."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    target = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < target:
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (target, hard))
