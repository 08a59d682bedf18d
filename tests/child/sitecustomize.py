"""Read by every child process of the tests: the ban on the outside network holds there too."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
import network_ban

network_ban.install()
sys.path.pop(0)
