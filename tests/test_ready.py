"""What workers share before they part."""

import subprocess
import sys

_ASKS = """
import gc
import chartcase.ready
from chartcase.flow import assembler, finder
rules = finder().segment_rules
assert finder.cache_info().misses == assembler.cache_info().misses == 1
assert "_sieved" in vars(finder().scanner)
sets = (rules.title_set, rules.head_set, rules.policy_set, rules.speaker_set, rules.title_pattern_set)
assert all("_sieve" in vars(one) for one in sets)
assert gc.get_freeze_count() > 50_000
"""


def test_importing_it_loads_what_extraction_needs() -> None:
    """Rules, models and what expressions need are there, and kept out of every search for garbage."""
    subprocess.run([sys.executable, "-c", _ASKS], check=True)


def test_nothing_imports_it() -> None:
    """The command line and the package leave it alone: only the process from which workers part loads it."""
    asks = "import sys, chartcase.cli, chartcase.batch, chartcase.flow; assert 'chartcase.ready' not in sys.modules"
    subprocess.run([sys.executable, "-c", asks], check=True)
