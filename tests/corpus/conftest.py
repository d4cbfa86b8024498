"""What tests of the corpus share: the folder of their planted decisions on the path."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
