"""What moto 5.2.1 lacks of IAM's permissions boundaries, and of the managed policies they are made of."""

import re

from moto.core.responses import ActionResult, EmptyResult
from moto.iam.exceptions import (
    DeleteConflictException,
    IAMException,
    InvalidInput,
    LimitExceededException,
    NoSuchEntity,
    ValidationError,
)
from moto.iam.models import AWSManagedPolicy, IAMBackend, ManagedPolicy, Role, User
from moto.iam.responses import IamResponse

POLICY_ARN = re.compile(r"arn:[a-z-]+:iam::(\d{12}|aws):policy/[!-~]+")
USAGES = (None, "PermissionsPolicy", "PermissionsBoundary")
ROLES_OF_AWS = ("/aws-service-role/", "/aws-reserved/")


def bound_users_and_roles() -> None:
    """moto knows the boundaries of roles only, takes any text for one and gives them to the roles of AWS itself."""

    def boundary_of(one):
        arn = getattr(one, "permissions_boundary_arn", None)
        return {"PermissionsBoundaryType": "Policy", "PermissionsBoundaryArn": arn} if arn else None

    def policy_named(backend, arn):
        if not POLICY_ARN.fullmatch(arn or ""):
            raise InvalidInput(f"ARN {arn} is not valid.")
        if arn not in backend.managed_policies:
            raise NoSuchEntity(f"Scope ARN: {arn} does not exist or is not attachable.")
        return arn

    def target(self):
        name = self._get_param("UserName")
        if name is not None:
            return self.backend.get_user(name)
        role = self.backend.get_role(self._get_param("RoleName"))
        if role.path.startswith(ROLES_OF_AWS):
            words = "Cannot perform the operation on the protected role"
            raise IAMException("UnmodifiableEntity", f"{words} '{role.name}' - this role is only modifiable by AWS")
        return role

    def put(self):
        one = target(self)
        one.permissions_boundary_arn = policy_named(self.backend, self._get_param("PermissionsBoundary"))
        return EmptyResult()

    def delete(self):
        one = target(self)
        if boundary_of(one) is None:
            raise NoSuchEntity(f"{type(one).__name__} {one.name} has no permissions boundary.")
        one.permissions_boundary_arn = None
        return EmptyResult()

    def create_bounded(create):
        def bounded(self):
            arn = self._get_param("PermissionsBoundary")
            if arn is not None:
                policy_named(self.backend, arn)
            answer = create(self)
            if arn is not None and self._get_param("UserName") is not None:
                self.backend.get_user(self._get_param("UserName")).permissions_boundary_arn = arn
            return answer

        return bounded

    User.permissions_boundary = Role.permissions_boundary = property(boundary_of)
    IamResponse.put_user_permissions_boundary = IamResponse.put_role_permissions_boundary = put
    IamResponse.delete_user_permissions_boundary = IamResponse.delete_role_permissions_boundary = delete
    IamResponse.create_user = create_bounded(IamResponse.create_user)
    IamResponse.create_role = create_bounded(IamResponse.create_role)


def bounded_by(backend, arn):
    """The users and the roles that a policy bounds."""
    everybody = (backend.users.values(), backend.roles.values())
    return [[one for one in some if getattr(one, "permissions_boundary_arn", None) == arn] for some in everybody]


def count_uses_of_policies() -> None:
    """moto counts no boundaries, and asked for the policies or the principals with one it answers all, or those without."""

    def usage_filter(self):
        usage = self._get_param("PolicyUsageFilter")
        if usage not in USAGES:
            raise ValidationError(f"Value '{usage}' at 'policyUsageFilter' failed to satisfy constraint.")
        return usage

    def list_policies(self):
        usage = usage_filter(self)
        scope, prefix = self._get_param("Scope", "All"), self._get_param("PathPrefix", "/")
        size, start = self._get_int_param("MaxItems", 100), int(self._get_param("Marker") or 0)
        found = [
            one
            for one in self.backend.managed_policies.values()
            if (scope == "All" or (scope == "AWS") == isinstance(one, AWSManagedPolicy))
            and one.path.startswith(prefix)
            and (one.attachment_count > 0 or not self._get_bool_param("OnlyAttached", False))
            and (usage != "PermissionsPolicy" or one.attachment_count > 0)
            and (usage != "PermissionsBoundary" or one.permissions_boundary_usage_count > 0)
        ]
        shown = sorted(found, key=lambda one: one.name)[start : start + size]
        more = start + size < len(found)
        rest = {"IsTruncated": more, **({"Marker": str(start + size)} if more else {})}
        return ActionResult({"Policies": shown, **rest})

    def list_entities_for_policy(self):
        usage, entity = usage_filter(self), self._get_param("EntityFilter")
        prefix, backend = self._get_param("PathPrefix", "/"), self.backend
        arn = backend.get_policy(self._get_param("PolicyArn")).arn
        bounded_users, bounded_roles = bounded_by(backend, arn)

        def of(kind, everybody, bounded):
            if entity not in (None, kind):
                return []
            attached = [] if usage == "PermissionsBoundary" else [one for one in everybody if arn in one.managed_policies]
            bound = [] if usage == "PermissionsPolicy" else [one for one in bounded if one not in attached]
            return [one for one in attached + bound if (one.path or "/").startswith(prefix)]

        users = of("User", backend.users.values(), bounded_users)
        groups, roles = of("Group", backend.groups.values(), []), of("Role", backend.roles.values(), bounded_roles)
        lists = {"PolicyUsers": users, "PolicyGroups": groups, "PolicyRoles": roles}
        return ActionResult({**lists, "IsTruncated": False})

    def bounding(policy):
        return sum(len(some) for some in bounded_by(policy.backend, policy.arn))

    ManagedPolicy.permissions_boundary_usage_count = property(bounding)
    IamResponse.list_policies = list_policies
    IamResponse.list_entities_for_policy = list_entities_for_policy


def keep_quotas() -> None:
    """moto lets a managed policy grow, and policies become more, beyond what its own GetAccountSummary says."""
    create, add_version = IAMBackend.create_policy, IAMBackend.create_policy_version

    def check_size(backend, document):
        quota = backend.account_summary.summary_map["PolicySizeQuota"]
        if len(re.sub(r"\s", "", document)) > quota:
            raise LimitExceededException(f"Cannot exceed quota for PolicySize: {quota}")

    def create_within_quotas(self, description, path, policy_document, policy_name, tags):
        summary = self.account_summary.summary_map
        if summary["Policies"] >= summary["PoliciesQuota"]:
            raise LimitExceededException(f"Cannot exceed quota for PoliciesPerAccount: {summary['PoliciesQuota']}")
        check_size(self, policy_document)
        return create(self, description, path, policy_document, policy_name, tags)

    def add_version_within_quotas(self, policy_arn, policy_document, set_as_default):
        check_size(self, policy_document)
        return add_version(self, policy_arn, policy_document, set_as_default)

    IAMBackend.create_policy = create_within_quotas
    IAMBackend.create_policy_version = add_version_within_quotas


def keep_used_policies() -> None:
    """moto deletes a policy that is attached, bounds somebody or has more versions; IAM answers DeleteConflict."""
    delete = IAMBackend.delete_policy

    def delete_unused(self, policy_arn):
        policy = self.get_policy(policy_arn)
        if policy.attachment_count + policy.permissions_boundary_usage_count > 0:
            raise DeleteConflictException("Cannot delete a policy attached to entities.")
        if len(policy.versions) > 1:
            raise DeleteConflictException(
                "This policy has more than one version. "
                "Before you delete a policy, you must delete the policy's other versions."
            )
        return delete(self, policy_arn)

    IAMBackend.delete_policy = delete_unused
