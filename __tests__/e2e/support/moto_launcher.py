"""Starts moto's server with the answers that `terraform apply` and an empty second plan need and moto 5.2.1 lacks.

Every function below answers one gap. A call that moto does not know ends in HTTP 500, and the AWS provider
retries that until it looks hung; a value that moto forgets shows up as a change in every plan.
"""

import json
import os
from uuid import uuid4

from moto.awslambda.models import LambdaBackend
from moto.cloudtrail.models import CloudTrailBackend
from moto.core.responses import ActionAuthenticatorMixin, ActionResult
from moto.events.models import Rule
from moto.events.utils import EventTemplateParser
from moto.iam.models import Group, User
from moto.iam.responses import IamResponse
from moto.logs.responses import LogsResponse
from moto.s3.models import FakeBucket
from moto.server import main
from moto.sqs.models import Queue
from moto.stepfunctions.responses import StepFunctionResponse

from moto_access_advisor import date_back_by_path, page_authorization_details, report_on_services
from moto_credential_report import date_back_keys_by_path, date_credential_reports
from moto_permissions_boundaries import bound_users_and_roles, count_uses_of_policies, keep_quotas, keep_used_policies


def accept_trail_arns() -> None:
    """moto 5.2.1 knows trails by name only: by ARN, Start- and StopLogging end in a KeyError and DeleteTrail deletes nothing."""
    for call in ("start_logging", "stop_logging", "delete_trail"):
        by_name = getattr(CloudTrailBackend, call)

        def by_name_or_arn(self, name, by_name=by_name):
            return by_name(self, name.split(":trail/")[-1])

        setattr(CloudTrailBackend, call, by_name_or_arn)


def write_redrive_policies_compactly() -> None:
    """moto 5.2.1 returns a queue's RedrivePolicy with blanks, AWS without: the provider waits until both texts agree."""
    read = Queue.attributes.fget

    def compact(self):
        attributes = read(self)
        if "RedrivePolicy" in attributes:
            attributes["RedrivePolicy"] = json.dumps(self.redrive_policy, separators=(",", ":"))
        return attributes

    Queue.attributes = property(compact)


def keep_messages_in_their_queue() -> None:
    """moto 5.2.1 invokes a mapped function in Docker as soon as a message arrives: here a test takes the message instead."""
    LambdaBackend.send_sqs_batch = lambda self, function_arn, messages, queue_arn: False


def name_the_account_of_events() -> None:
    """moto 5.2.1 leaves `account` out of the events that reach a target."""
    template = EventTemplateParser.DEFAULT_EVENT_INPUT_TEMPLATE
    EventTemplateParser.DEFAULT_EVENT_INPUT_TEMPLATE = template.replace("{", '{"account": "<account>", ', 1)


def keep_events_from_schedules() -> None:
    """moto 5.2.1 takes a rule without a pattern for one that matches every event: such a rule fires by its schedule only."""
    send = Rule.send_to_targets

    def send_by_pattern_only(self, *args, **kwargs):
        if not self.scheduled_expression:
            send(self, *args, **kwargs)

    Rule.send_to_targets = send_by_pattern_only


def prefix_unique_ids() -> None:
    """moto 5.2.1 makes ids in small letters without the AIDA of users and the AGPA of groups, by which AWS tells them apart."""
    for kind, prefix in ((User, "AIDA"), (Group, "AGPA")):
        create = kind.__init__

        def create_with_prefix(self, *args, create=create, prefix=prefix, **kwargs):
            create(self, *args, **kwargs)
            self.id = prefix + self.id[4:].upper()

        kind.__init__ = create_with_prefix


def answer_about_state_machines() -> None:
    """moto 5.2.1 lacks the call by which the provider checks a definition before it plans, and the one that lists versions."""
    valid = {"result": "OK", "diagnostics": [], "truncated": False}
    StepFunctionResponse.validate_state_machine_definition = lambda self: ActionResult(valid)
    StepFunctionResponse.list_state_machine_versions = lambda self: ActionResult({"stateMachineVersions": []})


def take_the_loopback_for_tls() -> None:
    """moto 5.2.1 reads no conditions of bucket policies: what is denied without TLS, or to other roles, it denies always."""
    judge = FakeBucket.get_permission

    def judge_as_over_tls(self, action, resource):
        policy = self.policy
        try:
            if policy:
                document = json.loads(policy)
                over_tls = [one for one in document["Statement"] if one["Effect"] != "Deny" or "Condition" not in one]
                self.policy = json.dumps({**document, "Statement": over_tls}).encode() if over_tls else None
            return judge(self, action, resource)
        finally:
            self.policy = policy

    FakeBucket.get_permission = judge_as_over_tls


def keep_saved_queries() -> None:
    """moto 5.2.1 knows no query definitions of Logs Insights."""
    definitions = {}

    def put(self):
        given = {name: self._get_param(name) for name in ("name", "queryString", "logGroupNames", "queryLanguage")}
        query_id = self._get_param("queryDefinitionId") or str(uuid4())
        definitions[query_id] = {"queryDefinitionId": query_id, **{k: v for k, v in given.items() if v is not None}}
        return ActionResult({"queryDefinitionId": query_id})

    def describe(self):
        prefix = self._get_param("queryDefinitionNamePrefix") or ""
        found = [one for one in definitions.values() if one["name"].startswith(prefix)]
        return ActionResult({"queryDefinitions": found})

    def delete(self):
        return ActionResult({"success": definitions.pop(self._get_param("queryDefinitionId"), None) is not None})

    LogsResponse.put_query_definition = put
    LogsResponse.describe_query_definitions = describe
    LogsResponse.delete_query_definition = delete


def answer_about_service_credentials() -> None:
    """moto 5.2.1 makes no service-specific credentials; who asks for those of a user is told that there are none."""
    none = {"ServiceSpecificCredentials": []}
    IamResponse.list_service_specific_credentials = lambda self: ActionResult(none)


def note_calls() -> None:
    """Writes the name of every call into the file that MOTO_CALLS names, for moto's own records hold bodies and no names."""
    file = os.environ.get("MOTO_CALLS")
    if file is None:
        return

    def note(self, iam_request_cls, resource="*"):
        action = self._get_action()
        with open(file, "a") as calls:
            calls.write(f"{self.service_name}:{action[0] if isinstance(action, list) else action}\n")

    ActionAuthenticatorMixin._authenticate_and_authorize_action = note


if __name__ == "__main__":
    note_calls()
    accept_trail_arns()
    write_redrive_policies_compactly()
    keep_messages_in_their_queue()
    name_the_account_of_events()
    keep_events_from_schedules()
    prefix_unique_ids()
    answer_about_state_machines()
    take_the_loopback_for_tls()
    keep_saved_queries()
    answer_about_service_credentials()
    report_on_services()
    page_authorization_details()
    date_back_by_path()
    date_back_keys_by_path()
    date_credential_reports()
    bound_users_and_roles()
    count_uses_of_policies()
    keep_quotas()
    keep_used_policies()
    main()
