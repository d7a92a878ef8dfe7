import type { DraftedChanges, LeftForNow, RecordedItem } from '../../../audit/recorded/plan';
import type { DraftAround, PolicyDraft } from '../../../changes/policies/make-all';
import { roomFor } from '../../../domain/policy/room';
import { isIntactOwnPolicy, type Sha256 } from '../../../domain/policy/content-name';
import { isOwnPolicy, type OwnPolicies } from '../../../domain/policy/own-policies';
import type { PolicyDocument } from '../../../domain/policy/policy-document';
import { denyPoliciesOf, type DenyPolicy } from '../judge/document';
import { standingIn } from '../judge/standing';
import { arnsIn, stateOf, type ServicesDenied } from '../kinds';

/** The changes of a run, with the policies that they take. */
export type DenyDraft = DraftedChanges<ServicesDenied> & PolicyDraft;

/**
 * Chooses the policies of the changes meant. Where the account has no room for another, somebody is denied by a policy that
 * exists and denies less.
 *
 * The same input gives the same draft.
 */
export function draftPolicies(
  { items, left, waiting }: DraftedChanges<ServicesDenied>,
  { existing, begun, quotas }: DraftAround,
  { own, sha256 }: { readonly own: OwnPolicies; readonly sha256: Sha256 },
): DenyDraft {
  const ours = existing.filter(({ arn }) => isOwnPolicy(arn, own));
  const standing = standingIn(ours, own, sha256);
  const altered = new Set(ours.filter((one) => !isIntactOwnPolicy(one, own, sha256)).map(({ arn }) => arn));
  const making = new Map<string, DenyPolicy>();
  const meant = new Map<string, PolicyDocument>();
  const room = roomFor(quotas);
  const isNew = ({ arn }: DenyPolicy) => !standing.has(arn) && !making.has(arn);
  const taken = () => [...making.keys()].filter((arn) => !begun.has(arn)).length;

  const fitted = (item: RecordedItem<ServicesDenied>): RecordedItem<ServicesDenied> | LeftForNow['reason'] => {
    const [change] = item.changes;
    if (change === undefined) return item;
    const policies = denyPoliciesOf(change.after, own, sha256);
    for (const { arn, document } of policies) meant.set(arn, document);
    if ([...arnsIn(change.from), ...arnsIn(change.to)].some((arn) => altered.has(arn))) return 'policy-altered';
    const more = policies.filter(isNew);
    const costs = more.filter(({ arn }) => !begun.has(arn)).length;
    if (taken() + costs > room) {
      const less = nearest(change, standing);
      return less === undefined ? 'no-policy-left' : { ...item, changes: [less] };
    }
    for (const policy of more) making.set(policy.arn, policy);
    return item;
  };

  const placed = items.map((item) => ({ item, fit: fitted(item) }));
  return {
    items: placed.flatMap(({ fit }) => (typeof fit === 'string' ? [] : [fit])),
    left: [
      ...left,
      ...placed.flatMap(({ item: { principal }, fit }) =>
        typeof fit === 'string' ? [{ principal, reason: fit }] : [],
      ),
    ],
    waiting,
    policies: [...making.values()],
    altered: [...altered].sort().map((arn) => {
      const document = meant.get(arn);
      return { arn, ...(document !== undefined && { document }) };
    }),
  };
}

/** What exists and denies the most of what is meant, and nothing else; never less of it than what stands. */
function nearest(change: ServicesDenied, standing: ReadonlyMap<string, readonly string[]>): ServicesDenied | undefined {
  const isMeant = new Set(change.after);
  const best = [...standing]
    .filter(([, services]) => services.every((service) => isMeant.has(service)))
    .reduce<readonly [string, readonly string[]] | undefined>((most, one) => {
      if (most === undefined || one[1].length > most[1].length) return one;
      return one[1].length === most[1].length && one[0] < most[0] ? one : most;
    }, undefined);
  if (best === undefined) return undefined;
  const [arn, services] = best;
  const stillDenied = change.before.filter((service) => isMeant.has(service));
  const isLess = !stillDenied.every((service) => services.includes(service));
  return isLess || change.from === arn ? undefined : { ...change, to: stateOf([arn]) ?? arn, after: services };
}
