import type { Clock } from '../domain/clock';
import type { IamBounder } from '../aws/iam/bounder';
import { GONE, type BoundarySet } from '../domain/change/change';
import type { Carrier } from './carry-out';
import { settled } from './settled';

/**
 * Carries out changes of boundaries.
 *
 * A put replaces silently what stands there (IAM API reference), so whoever calls has looked before. IAM answers alike
 * where the principal is gone and where it does not know the policy yet, which may have been made a moment ago.
 */
export function boundaryCarrier(bounder: IamBounder, clock: Clock): Carrier<BoundarySet> {
  return async ({ principal, policyArn }) => {
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
  };
}

/** Whether a boundary stands. A name may change hands between the reading and the put (THREATS R1). */
export function boundaryIsSeen(bounder: IamBounder) {
  return async ({ principal, policyArn }: BoundarySet): Promise<boolean | { readonly failed: string }> => {
    const found = await bounder.boundaryOf(principal);
    if (found === undefined) return { failed: GONE };
    if (found.id === principal.id) return found.arn === policyArn;
    return {
      failed: `${principal.name} changed hands: the boundary meant for ${principal.id} was put on ${found.id}, who has to be looked at`,
    };
  };
}

/**
 * Gives a principal the boundary that stood before a change, or none; and only where what stands is the change's.
 *
 * @returns false when there was nothing to take back: the principal is gone, or something else stands there
 * @throws Error when the policy that stood before is gone and has to be made again first, or when IAM does not show it after 15 s
 */
export async function undoBoundary(change: BoundarySet, bounder: IamBounder, clock: Clock): Promise<boolean> {
  const { principal, policyArn, before } = change;
  const found = await bounder.boundaryOf(principal);
  if (found?.id !== principal.id || found.arn !== policyArn) return false;

  if (before === undefined) await bounder.delete(principal);
  else if (!(await bounder.put(principal, before.policyArn))) {
    if ((await bounder.boundaryOf(principal)) === undefined) return false;
    throw new Error(`${principal.arn}: policy ${before.policyArn}, which was its boundary before, is gone`);
  }
  const isBack = await settled(async () => {
    const now = await bounder.boundaryOf(principal);
    return now?.id !== principal.id || now.arn === before?.policyArn;
  }, clock);
  if (!isBack) throw new Error(`${principal.arn}: IAM does not show the boundary of before after 15 s`);
  return true;
}

/**
 * Several boundaries of one principal as one change, so that they are undone at once: what stood in between, and was
 * collected since, need not be made again.
 *
 * @param changes newest first, each put in place of the next one's
 * @throws Error for no change
 */
export function boundariesAsOne(changes: readonly BoundarySet[]): BoundarySet {
  const [newest, oldest] = [changes[0], changes.at(-1)];
  if (newest === undefined || oldest === undefined) throw new Error('there is no boundary to undo');
  const { kind, principal, policyArn } = newest;
  return { kind, principal, policyArn, ...(oldest.before !== undefined && { before: oldest.before }) };
}
