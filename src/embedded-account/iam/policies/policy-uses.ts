import type { AccountState } from '../state';

/** How many principals a policy is attached to, and how many it bounds. */
export interface PolicyUses {
  readonly attached: number;
  readonly bounding: number;
}

export const UNUSED: PolicyUses = { attached: 0, bounding: 0 };

export function usesOf(state: AccountState, arn: string): PolicyUses {
  const [attached, bounded] = [state.attachmentsOf(arn), state.boundedBy(arn)];
  return {
    attached: attached.users.length + attached.groups.length + attached.roles.length,
    bounding: bounded.users.length + bounded.roles.length,
  };
}

/** Counted once for all policies: asked of each alone, an account of 10,000 principals would be walked 1,500 times. */
export function usesOfAll({ users, groups, roles }: AccountState): ReadonlyMap<string, PolicyUses> {
  const uses = new Map<string, PolicyUses>();
  const add = (arn: string, more: Partial<PolicyUses>) => {
    const { attached, bounding } = uses.get(arn) ?? UNUSED;
    uses.set(arn, { attached: attached + (more.attached ?? 0), bounding: bounding + (more.bounding ?? 0) });
  };
  for (const { attached } of [...users.values(), ...groups.values(), ...roles.values()]) {
    for (const arn of attached.current) add(arn, { attached: 1 });
  }
  for (const { boundary } of [...users.values(), ...roles.values()]) {
    if (boundary.current !== undefined) add(boundary.current, { bounding: 1 });
  }
  return uses;
}
