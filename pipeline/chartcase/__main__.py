"""`python -m chartcase`: the command line where the installed command is not on the path.

It stands apart because Python looks for this name.
"""

import sys

from chartcase.cli import main

if __name__ == "__main__":
    sys.exit(main())
