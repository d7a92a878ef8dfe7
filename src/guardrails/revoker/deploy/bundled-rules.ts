import { DENY_IAM, DENY_IAM_BOUNDARY } from '../../../domain/policy/deny';
import type { WholeDeployment } from '../../../foundation/whole-deployment';
import { denyDocumentOf } from '../deny-document';
import type { BundledRules } from '../rules';
import type { RevokerSettings } from '../settings';

/** What the guardrail needs to know of the rest of a deployment. */
export interface Surroundings {
  /** Whose sessions may make admins. */
  readonly adminRoles: readonly string[];
  readonly ownRoles: WholeDeployment['ownRoles'];
  readonly revocationsPer10Minutes: number;
  readonly releaseFunction: string;
  /** File or URL of the runbook. */
  readonly runbook: string;
  readonly guard: WholeDeployment['guard'];
}

/** The rules as they travel in the bundle; nothing where the guardrail is off. */
export function bundledRulesOf(settings: RevokerSettings, around: Surroundings): BundledRules | undefined {
  const { mode, selfService, failedCalls, viaServices, readOnlyCalls, exempt } = settings;
  if (mode === 'off') return undefined;
  return {
    mode,
    adminGroups: adminGroupsOf(settings).map(({ name, id }) => ({ name, ...(id !== undefined && { id }) })),
    exempt: exempt.map(({ arn, id }) => ({ arn, id })),
    selfService,
    failedCalls,
    viaServices,
    readOnlyCalls,
    ...around,
    adminRoles: [...around.adminRoles],
    ownRoles: { ...around.ownRoles, names: [...around.ownRoles.names] },
    guard: guardOf(around.guard),
    // As small as it gets: it has to fit beside whatever inline policies the user has.
    inlineDocument: DENY_IAM,
    denyDocument: denyDocumentOf(settings),
    boundaryDocument: DENY_IAM_BOUNDARY,
  };
}

function guardOf({ prefix, region, told, trail }: Surroundings['guard']): BundledRules['guard'] {
  return {
    ...{ prefix, region },
    ...(told && { told: toldOf(told) }),
    ...(trail && { trail: { ...trail, excludeSources: [...trail.excludeSources] } }),
  };
}

type Told = NonNullable<Surroundings['guard']['told']>;

const toldOf = ({ watched, deployers }: Told) => ({
  watched: { ...watched, policies: [...watched.policies], keyArns: [...watched.keyArns] },
  ...(deployers && { deployers: [...deployers] }),
});

/** The admin groups in one shape; none for an account without IAM admins. */
export function adminGroupsOf({
  adminGroups,
}: RevokerSettings): readonly { readonly name: string; readonly id?: string }[] {
  if (adminGroups === 'none') return [];
  return adminGroups.map((group) => (typeof group === 'string' ? { name: group } : group));
}
