import type { PolicyEntity } from '../../../../aws/iam/policy-entities';
import type { UpholdPorts } from './ports';

/** A policy of the guard, and the entities that have it. */
export interface Attached {
  readonly policyArn: string;
  readonly entities: readonly PolicyEntity[];
}

/** Takes the policies of the guard off groups: the guard puts them on users alone. @returns the groups */
export async function freeGroups(
  attached: readonly Attached[],
  { writer }: Pick<UpholdPorts, 'writer'>,
): Promise<readonly PolicyEntity[]> {
  const freed: PolicyEntity[] = [];
  for (const { policyArn, entities } of attached) {
    for (const group of entities.filter(({ kind }) => kind === 'group')) {
      if (await writer.detachGroupPolicy(group.name, policyArn)) freed.push(group);
    }
  }
  return freed;
}
