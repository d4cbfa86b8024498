"""A case folder opened for a worksheet: the case, its pages and pictures, the policy, checked as it stands.

It stands apart as the one place where a worksheet's parts are brought together from files.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from chartcase.case.case import Case
from chartcase.case.opening import open_case
from chartcase.criteria.api import Assessment, Policy, check, load_policy
from chartcase.deliver.case_pages import CasePages, open_pages, open_texts
from chartcase.deliver.pictures import CasePictures
from chartcase.deliver.worksheet import Drawn, worksheet
from chartcase.deliver.worksheet_marks import Review
from chartcase.deliver.worksheet_view import Worksheet


@dataclass(frozen=True, slots=True)
class OpenCase:
    """A case folder, its text, pages and pictures, and the policy that it is checked against."""

    name: str
    folder: Path
    case: Case
    texts: dict[str, str]
    pages: CasePages
    pictures: CasePictures
    policy: Policy
    before: Assessment

    def worksheet(self, review: Review, case: Case | None = None, now: Assessment | None = None) -> Worksheet:
        """The worksheet; `case` and `now` are the case and its assessment as the review left them."""
        count = sum(len(source.pages) for source in self.pages.sources)
        return worksheet(
            Drawn(
                name=self.name,
                original=self.case,
                case=case or self.case,
                pages=self.pages,
                texts=self.texts,
                policy=self.policy,
                before=self.before,
                now=now or self.before,
                review=review,
                pictures=frozenset(number for number in range(1, count + 1) if self.pictures.has(number)),
            )
        )


def open_for_worksheet(path: Path, policy_name: str, sources: Sequence[Path] = ()) -> OpenCase:
    """The case folder at `path` (or of the case.json at `path`); `sources` are files that moved since they were read.

    Raises:
        FileMissing: there is no case, or its text is gone.
        CaseError: the case is of another version.
        PolicyMissing: there is no such policy.
    """
    folder = path if path.is_dir() else path.parent
    case = open_case(path)
    policy = load_policy(policy_name)
    pages = open_pages(folder, case)
    return OpenCase(
        name=folder.resolve().name,
        folder=folder,
        case=case,
        texts=open_texts(folder, case),
        pages=pages,
        pictures=CasePictures(pages, sources),
        policy=policy,
        before=check(case, policy),
    )
