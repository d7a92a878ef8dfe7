import type { Sha256 } from '../../../domain/policy/content-name';
import type { OwnPolicies } from '../../../domain/policy/own-policies';
import { SERVICE_PREFIXES } from '../../../domain/policy/service-prefixes';
import { common, has, isAllBut, isSame, type Services } from '../../../domain/policy/services';
import { stateOf, type ServicesDenied } from '../kinds';
import type { DeniableUser } from '../subject';
import { denyDocumentsOf, denyPoliciesOf, fitsIntoIam } from './document';
import { mayBridge } from './room';
import { deniedTogether, type Standing } from './standing';
import type { Wanted } from './wanted';

/** What the policies of a change are named by. */
export interface NamedBy {
  readonly own: OwnPolicies;
  readonly sha256: Sha256;
}

/** The change by which a user is denied what is wanted, and nothing else. */
export function changeTo(
  { wanted, granted }: Pick<Wanted, 'wanted' | 'granted'>,
  user: DeniableUser,
  { standing, ...by }: NamedBy & { readonly standing: Standing },
): ServicesDenied {
  const { accountId, id, arn, name, denies, granted: may = [] } = user;
  const from = stateOf(denies);
  const next = toOf(wanted, by);
  const before = deniedTogether(denies, standing);
  const all = granted.length > 0 ? granted : SERVICE_PREFIXES.filter((one) => has(may, one));
  return {
    ...{ kind: 'services-denied', principal: { kind: 'user', accountId, id, arn, name } },
    ...(from !== undefined && { from }),
    ...next,
    ...{ before, after: wanted },
    // Where all that are denied are named, nobody has to be told which of them it might have used.
    ...((isAllBut(before) || isAllBut(wanted)) && {
      granted: all.filter((one) => has(before, one) || has(wanted, one)),
    }),
    ...(mayBridge(next.to, user) && { mayBridge: true }),
  };
}

/** The part of a change that only gives back. */
export function givingPart(change: ServicesDenied, by: NamedBy): ServicesDenied | undefined {
  const still = common(change.before, change.after);
  if (isSame(still, change.after)) return change;
  if (isSame(still, change.before) || !isSmallEnough(still, by.own)) return undefined;
  const { kind, principal, from, before, granted, mayBridge } = change;
  return {
    ...{ kind, principal, ...(from !== undefined && { from }), ...toOf(still, by), before, after: still },
    ...(granted !== undefined && { granted }),
    ...(mayBridge && { mayBridge }),
  };
}

/** Whether IAM takes the policies that deny services. */
export const isSmallEnough = (services: Services, own: OwnPolicies) =>
  denyDocumentsOf(services, own).every(fitsIntoIam);

function toOf(services: Services, { own, sha256 }: NamedBy): { readonly to?: string } {
  const to = stateOf(denyPoliciesOf(services, own, sha256).map(({ arn }) => arn));
  return to === undefined ? {} : { to };
}
