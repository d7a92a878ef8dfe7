import type { ChosenChanges, LeftForNow, RecordedItem } from '../../../audit/recorded/plan';
import type { DraftAround, PolicyDraft } from '../../../changes/policies/make-all';
import { roomFor } from '../../../domain/policy/room';
import { isIntactOwnPolicy, type Sha256 } from '../../../domain/policy/content-name';
import { isOwnPolicy, type OwnPolicies } from '../../../domain/policy/own-policies';
import type { PolicyDocument } from '../../../domain/policy/policy-document';
import { common, isAllBut, isWithin, namesIn, type Services } from '../../../domain/policy/services';
import { denyPoliciesOf, type DenyPolicy } from '../judge/document';
import { standingIn, type Standing } from '../judge/standing';
import { arnsIn, stateOf, type ServicesDenied } from '../kinds';

/** The changes of a run, with the policies that they take. */
export type DenyDraft = ChosenChanges<ServicesDenied> & PolicyDraft;

/**
 * Chooses the policies of the changes meant. Where the account has no room for another, somebody is denied by a policy that
 * exists and denies less.
 *
 * The same input gives the same draft.
 */
export function draftPolicies(
  { items, left }: ChosenChanges<ServicesDenied>,
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
    policies: [...making.values()],
    altered: [...altered].sort().map((arn) => {
      const document = meant.get(arn);
      return { arn, ...(document !== undefined && { document }) };
    }),
  };
}

/** How many services are meant; those that nobody knows yet are more than all others. */
const breadth = (services: Services) =>
  isAllBut(services) ? Number.MAX_SAFE_INTEGER - services.allBut.length : namesIn(services).length;

/** What exists and denies the most of what is meant, and nothing else; never less of it than what stands. */
function nearest(change: ServicesDenied, standing: Standing): ServicesDenied | undefined {
  const best = [...standing]
    .filter(([, services]) => isWithin(services, change.after))
    .reduce<readonly [string, Services] | undefined>((most, one) => {
      if (most === undefined || breadth(one[1]) > breadth(most[1])) return one;
      return breadth(one[1]) === breadth(most[1]) && one[0] < most[0] ? one : most;
    }, undefined);
  if (best === undefined) return undefined;
  const [arn, services] = best;
  const isLess = !isWithin(common(change.before, change.after), services);
  return isLess || change.from === arn ? undefined : { ...change, to: stateOf([arn]) ?? arn, after: services };
}
