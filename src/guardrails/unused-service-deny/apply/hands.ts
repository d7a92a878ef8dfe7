import type { UserPolicies } from '../../../aws/iam/user-policies';
import type { Carried } from '../../../changes/carry-out';
import type { Hands } from '../../../changes/recorded/hands';
import { GONE } from '../../../domain/change/change';
import { isOwnPolicy, type OwnPolicies } from '../../../domain/policy/own-policies';
import { arnsIn, stateOf, type ServicesDenied } from '../kinds';

/** What attaching denies takes. */
export interface DenyHandsPorts {
  readonly policies: UserPolicies;
  readonly own: OwnPolicies;
}

/**
 * Attaches the project's denies to users and detaches them.
 *
 * The new ones are attached before the old ones are detached, so that there is no moment in which neither is there. Either
 * all are attached, or what was there stays as it was.
 */
export function denyHands({ policies, own }: DenyHandsPorts): Hands<ServicesDenied> {
  const ownOf = async (name: string) => {
    const found = await policies.of(name);
    return found && { id: found.id, denies: found.arns.filter((arn) => isOwnPolicy(arn, own)) };
  };

  /** @returns why nothing was changed, where it was not */
  const exchange = async (name: string, state: string | undefined): Promise<Refusal | undefined> => {
    const found = await ownOf(name);
    if (found === undefined) return 'gone';
    const meant = arnsIn(state);
    const attached: string[] = [];
    for (const arn of meant.filter((one) => !found.denies.includes(one))) {
      const attempt = await policies.attach(name, arn);
      if (attempt !== 'done') {
        for (const one of attached) await policies.detach(name, one);
        return attempt === 'gone' ? 'no-policy' : 'full';
      }
      attached.push(arn);
    }
    for (const arn of found.denies.filter((one) => !meant.includes(one))) await policies.detach(name, arn);
    return undefined;
  };

  return {
    async see({ name }) {
      const found = await ownOf(name);
      return found && { id: found.id, state: stateOf(found.denies) };
    },
    async carry({ principal: { name }, to }): Promise<Carried> {
      const refusal = await exchange(name, to);
      return refusal === undefined ? 'done' : { failed: WHY[refusal] };
    },
    async undo({ principal: { name }, from }) {
      const refusal = await exchange(name, from);
      if (refusal === 'full' || refusal === 'no-policy')
        throw new Error(`${name}: ${WHY[refusal]}; nothing was detached`);
      return refusal !== 'gone';
    },
  };
}

type Refusal = 'gone' | 'no-policy' | 'full';

const WHY: Readonly<Record<Refusal, string>> = {
  gone: GONE,
  'no-policy': 'a policy that denies is gone, or its user is: the next run makes it again',
  full: 'it has no room for another managed policy: detach one, or have its quota raised',
};
