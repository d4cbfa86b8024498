"""Make any text safe to show on a terminal.

It stands apart because file names and quotes come from outside and could carry escape sequences.
"""

import unicodedata

UNSAFE = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
"""Unicode categories that move a cursor, turn the writing direction or hide: shown as escapes."""


def shown(text: str) -> str:
    """`text` on one line, with control and direction characters as escapes: ESC becomes x1b after a backslash."""
    return "".join(_escaped(letter) if unicodedata.category(letter) in UNSAFE else letter for letter in text)


def _escaped(letter: str) -> str:
    code = ord(letter)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def trace(error: BaseException) -> list[str]:
    """Where `error` and its causes arose: module, line and function of each step, and no message or value."""
    lines = [type(error).__name__]
    step = error.__traceback__
    while step is not None:
        code = step.tb_frame.f_code
        lines.append(f"  {step.tb_frame.f_globals.get('__name__', '?')}, line {step.tb_lineno}, {code.co_name}")
        step = step.tb_next
    cause = error.__cause__ or error.__context__
    return lines + (["because of", *trace(cause)] if cause is not None else [])
