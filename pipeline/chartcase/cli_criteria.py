"""The commands `check`, `policies`, `request-letter` and `compare`: a case against payer criteria.

It stands apart so that the command line as a whole stays cheap to start.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from chartcase.errors import SettingError

if TYPE_CHECKING:
    from chartcase.case.case import Case
    from chartcase.criteria.assessment import Assessment
    from chartcase.criteria.policy import Policy
    from chartcase.fact import Value

CasePath = Annotated[
    Path, typer.Argument(metavar="CASE", help="A folder or case.json that `extract` wrote, or a record to read now.")
]
PolicyNames = Annotated[
    list[str], typer.Option("--policy", metavar="ID", help="A policy's id or its YAML file; twice with --diff.")
]
PolicyName = Annotated[str, typer.Option("--policy", metavar="ID", help="A policy's id or its YAML file.")]
Settings = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="NAME=VALUE",
        help="What if: care.weeks=6, request.guidance=fluoroscopy, params.care_weeks=6. Shows what would flip.",
    ),
]
Edited = Annotated[
    Path | None, typer.Option("--params", metavar="FILE.xlsx", help="A policy sheet with edited parameters.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, quotes of the record included.")]
Diff = Annotated[bool, typer.Option("--diff", help="Lay two policies side by side.")]
ShowText = Annotated[bool, typer.Option("--show-text", help="Show the words of the record behind every test.")]
Fhir = Annotated[
    Path | None,
    typer.Option("--fhir", metavar="FOLDER", help="Write FHIR R4 questionnaire.json and questionnaire-response.json."),
]
Stated = Annotated[
    Path | None,
    typer.Option("--stated", metavar="FILE.yaml", help="Statuses that the document itself writes (gold form)."),
]


def check(
    case: CasePath,
    policy: PolicyNames,
    settings: Settings = None,
    params: Edited = None,
    as_json: AsJson = False,
    diff: Diff = False,
    show_text: ShowText = False,
    fhir: Fhir = None,
) -> None:
    """Check a case against a policy: what is met, not met or open, why, and what to ask for.

    Nothing is decided here. "Cannot be determined" means that this record does not say.
    """
    from chartcase.criteria import checking

    opened = _case(case)
    chosen = [_policy(name, params) for name in policy]
    overrides = dict(_setting(written) for written in settings or ())
    found = [checking.check(opened, one, overrides=overrides) for one in chosen]
    if fhir is not None:
        _write_fhir(fhir, chosen, found)
    if diff:
        _show_side_by_side(found, as_json=as_json)
    elif as_json:
        typer.echo(found[0].to_json() if len(found) == 1 else f"[{','.join(one.to_json() for one in found)}]")
    else:
        _show(opened, chosen, found, supposing=bool(overrides), show_text=show_text)


def policies(
    policy: Annotated[str | None, typer.Argument(metavar="ID", help="One policy; without it, the list.")] = None,
    excel: Annotated[Path | None, typer.Option("--excel", metavar="FILE.xlsx", help="Write its sheet to edit.")] = None,
    from_excel: Annotated[
        Path | None, typer.Option("--from-excel", metavar="FILE.xlsx", help="Read edited parameters back.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", metavar="FILE.yaml", help="Where the edited policy goes.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List the policies, or write one as an Excel sheet to edit its parameters and read it back."""
    if policy is None:
        _list_policies(as_json=as_json)
    elif excel is not None:
        _write_sheet(policy, excel)
    elif from_excel is not None:
        _read_sheet(policy, from_excel, out)
    else:
        _show_policy(policy, as_json=as_json)


def request_letter(
    case: CasePath,
    policy: PolicyName,
    out: Annotated[
        Path, typer.Option("-o", "--out", metavar="FILE", help="letter.docx, letter.md or letter.txt.")
    ] = Path("letter.docx"),
) -> None:
    """Draft the letter that asks the provider for what is missing. It quotes nothing and decides nothing."""
    from chartcase.criteria.checking import check as check_case
    from chartcase.criteria.letter import write_letter
    from chartcase.criteria.letter_forms import letter_bytes
    from chartcase.deliver.atomic import write

    letter = write_letter(check_case(_case(case), _policy(policy, None)))
    write(out, letter_bytes(letter, out.suffix))
    typer.echo(f"{out}: {len(letter.asked)} items asked for.")


def compare(case: CasePath, policy: PolicyName, stated: Stated = None, as_json: AsJson = False) -> None:
    """Where the document and the checker differ, criterion by criterion, beside what the document decided."""
    from chartcase.criteria.comparing import mirror, read_stated
    from chartcase.criteria.show import mirror_lines

    found = mirror(_case(case), _policy(policy, None), read_stated(stated) if stated else None)
    if as_json:
        typer.echo(found.model_dump_json(indent=2))
    else:
        _echo(mirror_lines(found))


def _case(path: Path) -> "Case":
    from chartcase.case.opening import open_case

    if path.is_dir() or path.suffix == ".json" or not path.exists():
        return open_case(path)
    from chartcase.flow import extract, read

    return extract(read(path))


def _policy(name: str, params: Path | None) -> "Policy":
    from chartcase.criteria.reading import load_policy
    from chartcase.criteria.spreadsheet import read_sheet

    policy = load_policy(name)
    return policy if params is None else read_sheet(params, policy)


def _setting(written: str) -> tuple[str, "Value"]:
    """A --set as a name and a value: care.weeks=6 is ("care.weeks", 6.0)."""
    name, equals, value = written.partition("=")
    if not equals or not name.strip() or not value.strip():
        raise SettingError("A --set needs a name, an equals sign and a value.")
    return name.strip(), _value(value.strip())


def _value(text: str) -> "Value":
    if text in {"true", "false"}:
        return text == "true"
    try:
        return float(text)
    except ValueError:
        return tuple(part.strip() for part in text.split(",")) if "," in text else text


def _show(
    case: "Case", chosen: "Sequence[Policy]", found: "Sequence[Assessment]", *, supposing: bool, show_text: bool
) -> None:
    from chartcase.criteria import checking
    from chartcase.criteria.comparing import flips
    from chartcase.criteria.show import assessment_lines, flip_lines

    for policy, assessment in zip(chosen, found, strict=True):
        _echo(assessment_lines(assessment, quotes=show_text))
        if supposing:
            typer.echo()
            _echo(flip_lines(assessment.supposed, flips(checking.check(case, policy), assessment)))
    if not show_text:
        typer.echo("\nAdd --show-text to see the words of the record behind every test.")


def _write_fhir(folder: Path, chosen: "Sequence[Policy]", found: "Sequence[Assessment]") -> None:
    from chartcase.deliver.atomic import make_folder, write
    from chartcase.deliver.fhir import questionnaire, response

    if len(chosen) != 1:
        raise SettingError("--fhir writes one policy.", "Write --policy once.")
    make_folder(folder)
    write(folder / "questionnaire.json", questionnaire(chosen[0]).to_json().encode())
    write(folder / "questionnaire-response.json", response(chosen[0], found[0]).to_json().encode())


def _show_side_by_side(found: "Sequence[Assessment]", *, as_json: bool) -> None:
    from chartcase.criteria.comparing import side_by_side
    from chartcase.criteria.show import side_by_side_lines

    if len(found) != 2:
        raise SettingError("--diff needs two policies.", "Write --policy twice.")
    rows = side_by_side(found[0], found[1])
    if as_json:
        typer.echo("[" + ",\n".join(row.model_dump_json(by_alias=True) for row in rows) + "]")
    else:
        _echo(side_by_side_lines(found[0], found[1], rows))


def _list_policies(*, as_json: bool) -> None:
    from chartcase.criteria.reading import policies as all_policies
    from chartcase.criteria.show import policy_lines

    found = all_policies()
    if as_json:
        typer.echo("[" + ",\n".join(policy.model_dump_json() for policy in found) + "]")
    else:
        _echo(policy_lines(found))


def _show_policy(name: str, *, as_json: bool) -> None:
    from chartcase.criteria.show import policy_detail_lines

    policy = _policy(name, None)
    if as_json:
        typer.echo(policy.model_dump_json(indent=2))
    else:
        _echo(policy_detail_lines(policy))


def _write_sheet(name: str, path: Path) -> None:
    from chartcase.criteria.spreadsheet import sheet_bytes
    from chartcase.deliver.atomic import write

    write(path, sheet_bytes(_policy(name, None)))
    typer.echo(f"{path}: edit the yellow cells, then use it with --params or --from-excel.")


def _read_sheet(name: str, path: Path, out: Path | None) -> None:
    from chartcase.criteria.editing import edited_text
    from chartcase.criteria.reading import policy_path
    from chartcase.criteria.spreadsheet import changed, read_sheet
    from chartcase.deliver.atomic import write

    policy = _policy(name, None)
    edited = read_sheet(path, policy)
    for line in changed(policy, edited):
        typer.echo(line)
    if out is not None:
        write(out, edited_text(policy_path(name), edited, out.stem).encode())
        typer.echo(f"{out}: written.")


def _echo(lines: Iterable[str]) -> None:
    for line in lines:
        typer.echo(line)
