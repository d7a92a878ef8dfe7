"""What moto 5.2.1 lacks of access keys that have been there for long, and of the credential report."""

from datetime import timedelta

from moto.core.responses import ActionResult
from moto.core.utils import utcnow
from moto.iam.models import User
from moto.iam.responses import IamResponse

from moto_access_advisor import LONG_THERE

NO_KEY = ["false", "N/A", "N/A", "N/A", "N/A"]
NO_CERTIFICATES = ["false", "N/A", "false", "N/A"]


def date_back_keys_by_path() -> None:
    """Keys of a user who has been there for long came with the user; every key in a whole second, as in IAM."""
    create = User.create_access_key

    def create_earlier(self, *args, **kwargs):
        key = create(self, *args, **kwargs)
        key.create_date = self.create_date if self.path == LONG_THERE else key.create_date.replace(microsecond=0)
        return key

    User.create_access_key = create_earlier


def date_credential_reports() -> None:
    """moto makes every report in 2015, and leaves out the line of the root user, by which a whole report is known."""

    def made_now(self):
        head, *users = self.backend.get_credential_report().splitlines()
        arn = f"arn:aws:iam::{self.current_account}:root"
        made = utcnow()
        begun = (made - timedelta(days=400)).strftime("%Y-%m-%dT%H:%M:%S+00:00")
        password = ["not_supported", "no_information", "not_supported", "not_supported"]
        root = ",".join(["<root_account>", arn, begun, *password, "true", *NO_KEY, *NO_KEY, *NO_CERTIFICATES])
        report = "\n".join([head, root, *users])
        return ActionResult({"Content": report, "ReportFormat": "text/csv", "GeneratedTime": made})

    IamResponse.get_credential_report = made_now
