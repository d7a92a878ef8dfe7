import { DataAwsIamGroup } from '@cdktf/provider-aws/lib/data-aws-iam-group';
import type { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import { Construct } from 'constructs';
import type { Precondition } from '../constructs/event-trigger';
import { addToGroupCommand, getGroupCommand } from '../domain/commands/groups';

export interface RequiredAdminGroup {
  readonly name: string;

  /**
   * Id the group must have.
   *
   * @default - whichever group has the name when it is deployed
   */
  readonly id?: string;
}

/** An admin group as the plan found it. */
export interface FoundAdminGroup extends RequiredAdminGroup {
  /** Terraform expressions, without the braces around them. */
  readonly found: { readonly id: string; readonly memberIds: string };
}

export interface PreflightProps {
  readonly caller: DataAwsCallerIdentity;

  /** None for an account without IAM admins. */
  readonly adminGroups: readonly RequiredAdminGroup[];

  /** Ids of the users who may call IAM without being admins. */
  readonly exemptIds: readonly string[];
}

/**
 * What must be true before the rule exists, checked by every plan (docs/threats.md).
 *
 * The caller's identity stands in conditions only: in an attribute it would make every person's plan differ.
 */
export class Preflight extends Construct {
  public readonly preconditions: readonly Precondition[];
  /** Ids of the members of the admin groups, each list a Terraform expression. */
  public readonly adminIds: readonly string[];
  /** Id of each admin group by its name in the settings. */
  public readonly adminGroupIds: Readonly<Record<string, string>>;
  public readonly adminGroups: readonly FoundAdminGroup[];

  public constructor(scope: Construct, id: string, props: PreflightProps) {
    super(scope, id);
    const groups = props.adminGroups.map((group, index) => ({ ...group, data: this.lookUp(group.name, index) }));

    this.adminGroupIds = Object.fromEntries(groups.map(({ name, data }) => [name, data.groupId]));
    this.adminGroups = groups.map(({ data, ...group }) => ({
      ...group,
      found: { id: `${data.fqn}.group_id`, memberIds: idsOf(data) },
    }));
    this.adminIds = this.adminGroups.map(({ found }) => found.memberIds);
    this.preconditions = [
      ...groups.flatMap(({ name, id: pinned, data }) => [
        ...(pinned === undefined ? [] : [hasId(name, pinned, data)]),
        hasMembers(name, data),
      ]),
      deployerKeepsAccess(props, this.adminIds),
    ];
  }

  /**
   * A group that is not there fails the plan before any condition is read, with the provider's words and this address:
   * nothing else of it is ours to word. Addresses of data sources appear in no other plan.
   */
  private lookUp(name: string, index: number): DataAwsIamGroup {
    const data = new DataAwsIamGroup(this, name, { groupName: name });
    const words = `no_IAM_group_${name.replace(/\W/g, '_')}__name_yours_in_revoker_adminGroups`;
    data.overrideLogicalId(index === 0 ? words : `${words}_${index}`);
    return data;
  }
}

function idsOf({ fqn }: DataAwsIamGroup): string {
  return `${fqn}.users[*].user_id`;
}

function hasMembers(name: string, { fqn }: DataAwsIamGroup): Precondition {
  return {
    condition: `\${length(${fqn}.users) > 0}`,
    errorMessage:
      `The IAM group ${name} has no members, so every IAM user would lose access to IAM. Add an admin to it ` +
      `(${addToGroupCommand(name)}), or name the group of your admins in revoker.adminGroups ("none" where admins are roles).`,
  };
}

function hasId(name: string, id: string, { fqn }: DataAwsIamGroup): Precondition {
  return {
    condition: `\${${fqn}.group_id == "${id}"}`,
    errorMessage:
      `The IAM group ${name} has another id than the ${id} in revoker.adminGroups: it was renamed, or deleted and made again. ` +
      `Find out who did that; then write the id of the group that holds your admins (${getGroupCommand(name)}).`,
  };
}

/** A deploying role is never revoked, so only a deploying user is asked for. */
function deployerKeepsAccess({ caller, exemptIds }: PreflightProps, admins: readonly string[]): Precondition {
  const allowed = `concat(${[...admins, JSON.stringify(exemptIds)].join(', ')})`;
  return {
    condition: `\${!can(regex(":iam::[0-9]+:user/", ${caller.fqn}.arn)) || contains(${allowed}, ${caller.fqn}.user_id)}`,
    errorMessage:
      'The IAM user that deploys is neither a member of an admin group (revoker.adminGroups) nor exempt (revoker.exempt): ' +
      'its next IAM call would be its last. Deploy as an admin or through a role, or add the user to one of the two.',
  };
}
