import type { Fallback } from '../../../aws/events/fallback';
import type { IamReader } from '../../../aws/iam/reader';
import type { IamWriter } from '../../../aws/iam/writer';
import type { DenyChange } from '../../../domain/change/change';
import type { Carried, Carrier } from '../../../changes/carry-out';

type Of<K extends DenyChange['kind']> = Extract<DenyChange, { kind: K }>;

/** Who carries out changes, and who looks afterwards. */
export interface Hands {
  readonly reader: IamReader;
  readonly writer: IamWriter;
  readonly fallback: Fallback;
}

/**
 * Who carries out which kind of the revoker's changes.
 *
 * `iam:PutUserPolicy` and `iam:CreatePolicyVersion` cannot be narrowed by content, so they are rights of another
 * function, which is told only whom to deny and writes its own constant text (THREATS T14).
 */
export function carrier(hands: Hands): Carrier<DenyChange> {
  return (change) => {
    switch (change.kind) {
      case 'managed-policy-attached':
        return attach(change, hands);
      case 'group-left':
        return leave(change, hands);
      case 'inline-policy-put':
      case 'boundary-set':
        return hands.fallback({ kind: change.kind, userName: change.user.name, userId: change.user.id });
      case 'deny-policy-restored':
        return hands.fallback({ kind: change.kind });
    }
  };
}

/** IAM attaches by name, and a name may change hands between the reading and the call (THREATS R1). */
async function attach({ user, policyArn }: Of<'managed-policy-attached'>, { reader, writer }: Hands): Promise<Carried> {
  const attempt = await writer.attachUserPolicy(user.name, policyArn);
  if (attempt === 'refused') return attempt;
  const holder = await reader.user(user.name);
  if (holder?.id === user.id) return 'done';
  const whom = holder === undefined ? 'a user that is gone' : `${holder.arn} (${holder.id}), who has to be released`;
  return { failed: `${user.name} changed hands: the deny meant for ${user.id} was attached to ${whom}` };
}

/** A group may be renamed between the reading and the call, which then finds nobody to remove. */
async function leave({ user, group }: Of<'group-left'>, { reader, writer }: Hands): Promise<Carried> {
  if (await writer.removeUserFromGroup(user.name, group.name)) return 'done';
  const groups = await reader.groupsOfUser(user.name);
  if (!groups.some(({ id }) => id === group.id)) return 'done';
  return { failed: `${user.name} is still in the admin group ${group.id}, which was renamed meanwhile` };
}
