"""A process that translates: sentences in, sentences out, one a line as JSON. The only door to fxtranslate.

Why a process: a translator of fxtranslate belongs to the thread that made it and holds the interpreter's lock while it
works (measured: 2 turns of the event loop in 2 seconds), so threads gain nothing; it takes minutes for an endless text and
cannot be interrupted; and on a damaged model it panics, which writes a trace to standard error.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

READY = "ready"


def main(network: str, source_vocabulary: str, target_vocabulary: str) -> None:
    from fxtranslate import Translator

    source, target = Path(source_vocabulary).read_bytes(), Path(target_vocabulary).read_bytes()
    translator = Translator(Path(network).read_bytes(), source, target)
    _say(READY)
    for line in sys.stdin.buffer:  # ends with the process that asks
        _say(translator.translate(json.loads(line)))


def unpacked(packed: bytes, sha256: str) -> bytes:
    """A file of a model as it is published, without its compression. Raises ValueError where it is not what `sha256` says."""
    from fxtranslate import discovery

    return discovery.verify_and_decompress(packed, sha256)


def _say(text: str) -> None:
    sys.stdout.write(json.dumps(text) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
