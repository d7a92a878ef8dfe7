import type { AccountReadings } from '../../audit/desk/readings';
import type { Pace } from '../../audit/pace/pace';
import { accessKeys } from '../../aws/iam/access-keys';
import { jobIamClient } from '../../aws/clients/clients';
import { authorizationDetails } from '../../aws/iam/authorization-details';
import { lastSeen } from '../../aws/iam/last-seen';
import { systemClock } from '../../aws/system-clock';
import type { OwnPolicies } from '../../domain/policy/own-policies';
import type { DeployedParts } from '../../foundation/deployment-parameter';
import type { Settings } from '../../settings';
import { unusedAccessHere } from '../../wiring/access-analyzer';
import { advisor, credentialLines, onIam, ownPolicies, pace } from '../../wiring/iam';
import { once } from '../../wiring/once';
import { rolesUsedIn } from '../../wiring/service-roles';
import { objectText, resourcePolicies } from '../../wiring/store';
import { ownPages } from './account';
import { kept } from './kept-pages';
import { remembered } from './remembered';
import type { Reader, Source } from './source';

/** What reading an account takes. */
export interface Live {
  readonly settings: Pick<Settings, 'limits' | 'allowedAccountIds' | 'partition'>;
  /** Finds the deployment whose ledger may be read; there may be none. */
  readonly deployment: () => Promise<DeployedParts>;
}

/**
 * Reads the account of the caller, by calls that only read, at one pace for all guardrails; what makes one of them end keeps no
 * other from its calls. What several of them ask for is read once.
 *
 * @throws Error for an account that the settings do not allow
 */
export async function liveSource({ settings, deployment }: Live, { warn, read }: Reader): Promise<Source> {
  const { limits, allowedAccountIds, partition } = settings;
  const shared = pace(limits.iamCallsPerSecond);
  const own = await ownPages(authorizationDetails(jobIamClient(), shared.run).pages());
  const { accountId } = own;
  if (allowedAccountIds.length > 0 && !allowedAccountIds.includes(accountId)) {
    throw new Error(`account ${accountId} is not one of allowedAccountIds; allowed: ${allowedAccountIds.join(', ')}`);
  }
  const ledger = await remembered(deployment, accountId);
  if (ledger.unknown !== undefined)
    warn(`Open incidents, changes made by a deployment and releases are not known: ${ledger.unknown}`);
  return {
    readings: {
      ...readingsAt({ accountId, partition }, shared),
      pages: kept(own.pages, read),
      remembered: ledger.known,
    },
    ...{ clock: systemClock, now: () => new Date(), pace: () => shared.beside(), incidents: ledger.incidents },
  };
}

function readingsAt(
  { accountId, partition }: Pick<OwnPolicies, 'accountId' | 'partition'>,
  { run: paced }: Pace,
): Omit<AccountReadings, 'pages' | 'remembered'> {
  const at = { accountId, purpose: 'job' } as const;
  // Quotas are the account's, wherever the project's policies are.
  const anywhere = { accountId, partition, path: '/', namePrefix: '', denyPolicyName: '' };
  const quotas = once(() => ownPolicies(at, anywhere, paced).quotas());
  const report = once(() => credentialLines(at, paced)());
  return {
    ...{ accountId, advisor: advisor(at), readObject: objectText(at) },
    quotas: () => quotas(),
    credentialReport: () => report(),
    accessKeys: () => onIam(at, accessKeys, paced),
    lastSeen: () => onIam(at, lastSeen, paced),
    unusedAccess: (_, needsDetails) => unusedAccessHere(at, { paced, needsDetails }),
    rolesInUse: (services, regions) => rolesUsedIn(regions)(services),
    resources: (own, reading) => resourcePolicies(at, own, reading),
  };
}
