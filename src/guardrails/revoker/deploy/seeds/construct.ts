import { DynamodbTableItem } from '@cdktf/provider-aws/lib/dynamodb-table-item';
import { DataResource, type TerraformResource } from 'cdktf';
import { Construct } from 'constructs';
import type { Precondition } from '../../../../constructs/event-trigger';
import { getGroupCommand } from '../../../../domain/commands/groups';
import { seedKey } from '../../../../domain/admin-roster/seed';
import { textKeyOf } from '../../../../domain/ledger/entry';
import type { FoundAdminGroup } from '../../../../foundation/preflight';
import { REVOKER } from '../../contract';

export interface SeedsProps {
  readonly accountId: string;
  readonly ledgerTable: string;
  readonly adminGroups: readonly FoundAdminGroup[];
}

/**
 * Who was in each admin group when a deployment first named it, written into the ledger (ADR 38).
 *
 * Later plans keep what the first one found, whoever is in the group by then.
 */
export class Seeds extends Construct {
  public readonly items: readonly TerraformResource[];
  /** Conditions without which the guardrail would begin with another group. */
  public readonly preconditions: readonly Precondition[];

  public constructor(scope: Construct, id: string, { accountId, ledgerTable, adminGroups }: SeedsProps) {
    super(scope, id);
    const seeds = adminGroups.map((group) => ({ group, seed: this.remember(group) }));
    this.items = seeds.map(({ group, seed }) => this.write(group, seed, accountId, ledgerTable));
    // A pinned id is compared with the group itself.
    this.preconditions = seeds.flatMap(({ group, seed }) => (group.id === undefined ? [isTheSame(group, seed)] : []));
  }

  private remember({ name, id: pinned, found }: FoundAdminGroup): DataResource {
    return new DataResource(this, `found-${name}`, {
      input: {
        version: 1,
        groupId: `\${${found.id}}`,
        memberIds: `\${${found.memberIds}}`,
        at: '${plantimestamp()}',
      },
      // Whoever pins another id means another group.
      ...(pinned !== undefined && { triggersReplace: { groupId: pinned } }),
      lifecycle: { ignoreChanges: ['input'] },
    });
  }

  private write(
    { name }: FoundAdminGroup,
    { fqn }: DataResource,
    accountId: string,
    tableName: string,
  ): DynamodbTableItem {
    const { pk, sk } = textKeyOf(seedKey(accountId, `\${${fqn}.output.groupId}`, REVOKER));
    return new DynamodbTableItem(this, `seed-${name}`, {
      ...{ tableName, hashKey: 'pk', rangeKey: 'sk' },
      item: `{"pk":{"S":"${pk}"},"sk":{"S":"${sk}"},"seed":{"S":\${jsonencode(jsonencode(${fqn}.output))}}}`,
    });
  }
}

function isTheSame({ name, found }: FoundAdminGroup, { fqn }: DataResource): Precondition {
  return {
    condition: `\${${fqn}.output.groupId == ${found.id}}`,
    errorMessage:
      `The IAM group ${name} has another id than at the first deployment: it was renamed, or deleted and made again. ` +
      `Find out who did that; then write {"name": "${name}", "id": …} into revoker.adminGroups, with the id of the group that holds your admins (${getGroupCommand(name)}).`,
  };
}
