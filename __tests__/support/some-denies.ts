import type { OwnPolicies } from '../../src/domain/policy/own-policies';
import { contentNameOf } from '../../src/domain/policy/content-name';
import { ownPolicyArnOf } from '../../src/domain/policy/own-policies';
import { canonical } from '../../src/domain/policy/policy-document';
import type { Services } from '../../src/domain/policy/services';
import type { Principal } from '../../src/domain/identity/principal';
import type { RecordedEntry } from '../../src/domain/recorded-change/entry';
import type { Circumstances } from '../../src/guardrails/unused-service-deny/judge/decide';
import { standingIn } from '../../src/guardrails/unused-service-deny/judge/standing';
import { denyDocumentsOf } from '../../src/guardrails/unused-service-deny/judge/document';
import { stateOf, type DenyEntry, type ServicesDenied } from '../../src/guardrails/unused-service-deny/kinds';
import type { DeniableUser } from '../../src/guardrails/unused-service-deny/subject';
import { sha256 } from './boundaries';
import { ACCOUNT, daysAgo, NOW } from './permissions-boundary';

export const OWN_DENIES: OwnPolicies = {
  ...{ partition: 'aws', accountId: ACCOUNT, path: '/iam-guardrails/' },
  ...{ namePrefix: 'iam-guardrails-unused-service-deny-', denyPolicyName: 'iam-guardrails-deny-iam' },
};

/** The policies that deny services, as IAM has them. */
export const denyPoliciesOf = (services: Services) =>
  denyDocumentsOf(services, OWN_DENIES).map((document) => ({
    arn: ownPolicyArnOf(contentNameOf(document, OWN_DENIES.namePrefix, sha256), OWN_DENIES),
    text: canonical(document),
  }));

/** Their ARNs, in the order of the alphabet. */
export const denyArnsOf = (services: Services) =>
  denyPoliciesOf(services)
    .map(({ arn }) => arn)
    .sort();

export const ADA: Principal = {
  ...{ kind: 'user', accountId: ACCOUNT, id: 'AIDAADA0000000000001' },
  ...{ arn: `arn:aws:iam::${ACCOUNT}:user/ada`, name: 'ada' },
};

/** A user of age, whom nothing protects and who is denied nothing. @param denied services that she is denied */
export const aUserDenied = (denied: Services = [], overrides: Partial<DeniableUser> = {}): DeniableUser => ({
  ...{ ...ADA, kind: 'user', createdAt: daysAgo(500), mayDoSomething: true },
  ...{ keeps: [], ownTags: {}, otherTags: 0, members: 0, denies: denyArnsOf(denied), slots: 10 },
  ...overrides,
});

/** A change of what Ada is denied. */
export const aDeny = (after: Services, before: Services = [], principal: Principal = ADA): ServicesDenied => {
  const [from, to] = [stateOf(denyArnsOf(before)), stateOf(denyArnsOf(after))];
  return {
    ...{ kind: 'services-denied', principal },
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...{ before, after },
  };
};

/** The same as the ledger remembers it. */
export const aDenyEntry = (
  change: ServicesDenied,
  overrides: Partial<RecordedEntry<ServicesDenied>> = {},
): DenyEntry => ({
  ...{ change, number: 1, runId: 'one', flips: 0, state: 'confirmed', openedAt: NOW, confirmedAt: NOW },
  ...overrides,
});

/** What a run knows beside a user. @param standing sets of services for each of which there are policies */
export const circumstances = (
  standing: readonly Services[] = [],
  overrides: Partial<Circumstances> = {},
): Circumstances => ({
  rules: {
    ...{ unusedAfterDays: 90, graceDays: 14, trackingDays: 90, releasedDays: 30, neverDeny: ['kms', 'sts'] },
    newServices: 'allow',
  },
  ...{ own: OWN_DENIES, sha256, now: NOW, releases: new Map() },
  standing: standingIn(standing.flatMap(denyPoliciesOf), OWN_DENIES, sha256),
  ...overrides,
});
