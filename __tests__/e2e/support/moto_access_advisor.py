"""What moto 5.2.1 lacks of IAM's inventory: Access Advisor, and pages of GetAccountAuthorizationDetails."""

import json
from base64 import b64decode, b64encode
from datetime import timedelta
from uuid import uuid4

from moto.core.responses import ActionResult
from moto.core.utils import utcnow
from moto.iam.exceptions import NotFoundException
from moto.iam.models import Role, User
from moto.iam.responses import IamResponse

SERVICES_OF_A_STAR = ("cloudwatch", "dynamodb", "ec2", "iam", "lambda", "logs", "s3", "sns", "sqs", "states")
"""What `*` allows here; AWS has about 450 services."""

LAST_USE = timedelta(days=30)
LONG_THERE = "/long-there/"
jobs = {}


def report_on_services() -> None:
    """Reports are derived: a principal may use what its policies name, and used every second of it 30 days ago."""

    def generate(self):
        arn = self._get_param("Arn")
        services = sorted(services_of(self.backend, arn))
        job_id = str(uuid4())
        jobs[job_id] = (self.get_access_key(), utcnow(), [line(name, i, arn) for i, name in enumerate(services)])
        return ActionResult({"JobId": job_id})

    def read(self):
        key, created, lines = jobs.get(self._get_param("JobId"), (None, None, None))
        # IAM shows a report to nobody but the session that asked for it.
        if key != self.get_access_key():
            raise NotFoundException("No such job in this session.")
        shown, rest = page(self, lines)
        about = {"JobStatus": "COMPLETED", "JobType": "SERVICE_LEVEL", "JobCreationDate": created}
        return ActionResult({**about, "JobCompletionDate": created, "ServicesLastAccessed": shown, **rest})

    IamResponse.generate_service_last_accessed_details = generate
    IamResponse.get_service_last_accessed_details = read


def line(name, index, arn):
    if index % 2 == 1:
        return {"ServiceName": name, "ServiceNamespace": name, "TotalAuthenticatedEntities": 0}
    last = {"LastAuthenticated": utcnow() - LAST_USE, "LastAuthenticatedEntity": arn, "TotalAuthenticatedEntities": 1}
    return {"ServiceName": name, "ServiceNamespace": name, **last}


def services_of(backend, arn):
    everybody = [*backend.users.values(), *backend.groups.values(), *backend.roles.values()]
    found = next((one for one in everybody if one.arn == arn), None)
    if found is None:
        raise NotFoundException(f"{arn} does not exist.")
    holders = [found, *(backend.get_groups_for_user(found.name) if isinstance(found, User) else [])]
    documents = [text for one in holders for text in one.policies.values()]
    documents += [default_version_of(policy).document for one in holders for policy in one.managed_policies.values()]
    statements = [one for text in documents for one in as_list(json.loads(text)["Statement"])]
    allowed = [one for one in statements if one["Effect"] == "Allow"]
    actions = [action for one in allowed for action in as_list(one.get("Action", "*"))]
    return {name for action in actions for name in services_named(action.split(":")[0].lower())}


def default_version_of(policy):
    return next(version for version in policy.versions if version.version_id == policy.default_version_id)


def services_named(prefix):
    return SERVICES_OF_A_STAR if "*" in prefix else (prefix,)


def as_list(value):
    return value if isinstance(value, list) else [value]


def page(response, items):
    """One page of a list, as MaxItems and Marker ask for it."""
    size = int(response._get_param("MaxItems") or 100)
    start = int(b64decode(response._get_param("Marker") or b"") or 0)
    end = start + size
    more = end < len(items)
    return items[start:end], {"IsTruncated": more, **({"Marker": b64encode(b"%d" % end).decode()} if more else {})}


def page_authorization_details() -> None:
    """moto answers everything on one page, with every policy of AWS; IAM shows those of AWS that somebody uses."""

    def paged(self):
        filters = self._get_param("Filter", [])
        managed, of_aws = self.backend.managed_policies.values(), set(self.backend.aws_managed_policies)
        kinds = {
            "User": self.backend.users.values(),
            "Group": self.backend.groups.values(),
            "Role": self.backend.roles.values(),
            "LocalManagedPolicy": [one for one in managed if one not in of_aws],
            "AWSManagedPolicy": [one for one in managed if one in of_aws and one.attachment_count > 0],
        }
        entries = [(kind, one) for kind, all in kinds.items() if not filters or kind in filters for one in all]
        shown, rest = page(self, entries)
        of = lambda *wanted: [one for kind, one in shown if kind in wanted]
        lists = {"UserDetailList": of("User"), "GroupDetailList": of("Group"), "RoleDetailList": of("Role")}
        return ActionResult({**lists, "Policies": of("LocalManagedPolicy", "AWSManagedPolicy"), **rest})

    IamResponse.get_account_authorization_details = paged


def date_back_by_path() -> None:
    """
    Nobody has been there for long in an account of a minute: whoever has this path came 200 days ago.

    IAM's times have no fractions of a second; moto's do, and clients round them up while the credential report cuts them.
    """
    for kind in (User, Role):
        create = kind.__init__

        def create_earlier(self, *args, create=create, **kwargs):
            create(self, *args, **kwargs)
            self.create_date = self.create_date.replace(microsecond=0)
            if self.path == LONG_THERE:
                self.create_date -= timedelta(days=200)

        kind.__init__ = create_earlier
