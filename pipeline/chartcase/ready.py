"""Importing it loads rules and models: the process from which workers part imports it, so that they share them.

It stands apart as the one module that does something on import, which is all that the fork server of the standard
library can be asked for; nothing of chartcase imports it, it is only named.
"""

import gc
from contextlib import suppress

from chartcase.errors import ChartcaseError
from chartcase.flow import prepare

# what is wrong with the rules is told by the worker that meets it next
with suppress(ChartcaseError):
    prepare()
# what is loaded here stays: no worker looks it over for garbage, which would copy all of its memory
gc.collect()
gc.freeze()
