import type { PolicyEntity } from '../../../../aws/iam/policy-entities';
import { inLanes } from '../../../../domain/in-lanes';
import { saysTheSame } from '../../../../domain/policy/policy-document';
import type { UpholdPorts } from './ports';

/** So many users at the same time: what a look reads must not throttle what a deny reads. */
const LANES = 4;

/**
 * Finds users that carry the guard's inline policy, which IAM lists for nobody: each of them is asked for it. One of other
 * words is somebody else's, whatever its name.
 *
 * @param ids unique ids of the users
 */
export async function inlineDenies(
  ids: ReadonlySet<string>,
  { iam, rules }: Pick<UpholdPorts, 'iam' | 'rules'>,
): Promise<readonly PolicyEntity[]> {
  const found: PolicyEntity[] = [];
  const users = ids.size === 0 ? [] : (await iam.users()).filter(({ id }) => ids.has(id));
  await inLanes(users, LANES, async ({ id, name }) => {
    const text = await iam.inlinePolicy(name, rules.inlinePolicyName);
    if (text !== undefined && saysTheSame(text, rules.inlineDocument)) found.push({ kind: 'user', id, name });
  });
  return found;
}
