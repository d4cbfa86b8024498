"""Every failure that a user can meet, each with its exit code and the next step.

They stand together so that exit codes stay unique and stable:

    ChartcaseError (1)
    ├── InputError
    │   ├── FileMissing (10)         nothing at that path
    │   ├── EmptyFile (11)           no bytes, or no text in them
    │   ├── WrongFormat (12)         not what its name says, or a kind that is not read
    │   ├── LockedFile (13)          needs a password
    │   ├── DamagedFile (14)         cut off or broken
    │   ├── LimitExceeded (15)       too large, too long, or too much memory
    │   ├── NoOcrEngine (16)         scanned pages and no engine to read them
    │   ├── UnreadablePages (17)     with --strict: pages that could not be read
    │   └── FileRefused (18)         no permission to open it
    ├── RulesError (20)              a file under rules/ is wrong: file, line and field
    ├── PolicyMissing (21)           no policy of that name
    ├── GoldError (22)               a gold file is wrong: file and field
    ├── CaseError (23)               a case file is no case of this schema version
    ├── SettingError (24)            a --set or a parameter that the policy does not have or allow
    ├── OutputError (30)             the result could not be written
    ├── PartialFailure (40)          some inputs of the call failed; the others came out
    ├── ReviewError (50)             the worksheet's server or store refuses
    ├── StoreError (60)              the store of a corpus refuses
    └── QueryError (61)              a question to a store that is no single SELECT, or fails

No message ever holds words of a record.
"""


class ChartcaseError(Exception):
    """A failure with one sentence, a next step and an exit code."""

    exit_code = 1
    advice = "Run the command again with --debug and report what it prints."

    def __init__(self, sentence: str, advice: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        if advice is not None:
            self.advice = advice


class InputError(ChartcaseError):
    """An input that cannot be read."""


class FileMissing(InputError):
    """Nothing is at that path."""

    exit_code = 10
    advice = "Check the path and its spelling."


class EmptyFile(InputError):
    """The file holds nothing."""

    exit_code = 11
    advice = "Ask the sender for the file again."


class WrongFormat(InputError):
    """The content is not what the name says, or of a kind that is not read."""

    exit_code = 12
    advice = "Save the record as PDF, TIFF, PNG, JPEG, DOCX or text and try again."


class LockedFile(InputError):
    """A password is needed."""

    exit_code = 13
    advice = "Save a copy without a password and try again."


class DamagedFile(InputError):
    """The file is cut off or broken."""

    exit_code = 14
    advice = "Ask the sender for the file again."


class LimitExceeded(InputError):
    """Reading it would cost more than the limits allow."""

    exit_code = 15
    advice = "Split the file, or raise the limit named in the sentence."


class NoOcrEngine(InputError):
    """Scanned pages, and no engine to read them."""

    exit_code = 16
    advice = "Run `chartcase doctor` to see what is missing."


class UnreadablePages(InputError):
    """With --strict: pages that could not be read."""

    exit_code = 17
    advice = "Ask for those pages again, or run without --strict."


class FileRefused(InputError):
    """The system does not let it be opened."""

    exit_code = 18
    advice = "Check who owns the file and whether it may be read."


class RulesError(ChartcaseError):
    """A file under rules/ is wrong; the sentence names file, line and field."""

    exit_code = 20
    advice = "Mend the rule file at the place named and try again."


class PolicyMissing(ChartcaseError):
    """No policy of that name."""

    exit_code = 21
    advice = "Run `chartcase policies` for the list."


class GoldError(ChartcaseError):
    """A gold file is wrong; the sentence names file and field."""

    exit_code = 22
    advice = "Mend the gold file at the place named and try again."


class CaseError(ChartcaseError):
    """A file is no case of this schema version."""

    exit_code = 23
    advice = "Make it again with `chartcase extract`."


class SettingError(ChartcaseError):
    """A supposition or a parameter that the policy does not have or does not allow."""

    exit_code = 24
    advice = "Write NAME=VALUE with one of the names in the sentence."


class OutputError(ChartcaseError):
    """The result could not be written."""

    exit_code = 30
    advice = "Check that the folder exists, is writable and has room."


class PartialFailure(ChartcaseError):
    """Some inputs of the call failed; the others came out."""

    exit_code = 40
    advice = "See the sentence printed for each input."


class ReviewError(ChartcaseError):
    """The worksheet's server or store refuses."""

    exit_code = 50
    advice = "Close other windows of this review and start it again."


class StoreError(ChartcaseError):
    """The store of a corpus refuses: another builder, another version, or no store."""

    exit_code = 60
    advice = "Name another folder with -o, or build again."


class QueryError(ChartcaseError):
    """A question to a store that cannot be answered."""

    exit_code = 61
    advice = "Write one SELECT over documents, facts, decisions, criteria, conflicts, copies and failures."
