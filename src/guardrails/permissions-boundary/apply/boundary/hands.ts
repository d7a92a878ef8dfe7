import type { ManagedPolicies } from '../../../../aws/iam/managed-policies';
import type { IamBounder } from '../../../../aws/iam/bounder';
import type { Hands } from '../../../../changes/recorded/hands';
import { settled } from '../../../../changes/settled';
import type { Sha256 } from '../../../../domain/policy/content-name';
import { isOwnPolicy, type OwnPolicies } from '../../../../domain/policy/own-policies';
import { GONE, type BoundarySet } from '../../../../domain/change/change';
import type { Clock } from '../../../../domain/clock';
import { ownTextOf } from './own-text';

/** What putting boundaries takes. */
export interface BoundaryHandsPorts {
  readonly bounder: IamBounder;
  readonly policies: Pick<ManagedPolicies, 'read'>;
  readonly own: OwnPolicies;
  readonly sha256: Sha256;
  readonly clock: Clock;
}

/**
 * Puts boundaries on principals and takes them away.
 *
 * A put replaces silently what stands there (IAM API reference), so whoever calls has looked before. IAM answers alike
 * where the principal is gone and where it does not know the policy yet, which may have been made a moment ago.
 */
export function boundaryHands(ports: BoundaryHandsPorts): Hands<BoundarySet> {
  const { bounder, clock } = ports;
  return {
    async see(principal) {
      const found = await bounder.boundaryOf(principal);
      return found && { id: found.id, state: found.arn };
    },
    async carry({ principal, policyArn }) {
      let outcome: 'done' | { readonly failed: string } = {
        failed: `IAM does not know policy ${policyArn} after 15 s`,
      };
      await settled(async () => {
        if (await bounder.put(principal, policyArn)) outcome = 'done';
        else if ((await bounder.boundaryOf(principal))?.id !== principal.id) outcome = { failed: GONE };
        else return false;
        return true;
      }, clock);
      return outcome;
    },
    undo: (change) => undo(change, ports),
  };
}

/** @throws Error when the policy that stood before is gone or was altered: it has to be made again first */
async function undo({ principal, before }: BoundarySet, ports: BoundaryHandsPorts): Promise<boolean> {
  const { bounder } = ports;
  if (before === undefined) {
    await bounder.delete(principal);
    return true;
  }
  await checkText(before.policyArn, ports);
  if (await bounder.put(principal, before.policyArn)) return true;
  if ((await bounder.boundaryOf(principal)) === undefined) return false;
  throw new Error(`${principal.arn}: policy ${before.policyArn}, which was its boundary before, is gone`);
}

/** An altered text is never put on anybody (THREATS R3). */
async function checkText(policyArn: string, { policies, own, sha256 }: BoundaryHandsPorts): Promise<void> {
  if (!isOwnPolicy(policyArn, own)) return;
  const text = await ownTextOf(policyArn, policies, { own, sha256 });
  if (text === 'intact') return;
  const why = text === 'gone' ? 'is gone' : 'was altered; the next run gives it its text back, and then invoke again';
  throw new Error(`policy ${policyArn}, which was the boundary before, ${why}`);
}
