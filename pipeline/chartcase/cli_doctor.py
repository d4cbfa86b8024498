"""The command `doctor`: what of this installation works, and what to do about the rest.

It stands apart so that the command line as a whole stays cheap to start.
"""

import typer


def doctor() -> None:
    """Check this installation: Python, packages, rules, models, temporary files, OCR."""
    from chartcase.doctor import examine, lines

    findings = examine()
    for line in lines(findings):
        typer.echo(line)
    if any(finding.needed and not finding.fine for finding in findings):
        raise typer.Exit(1)
