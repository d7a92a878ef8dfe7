import type { DescribedPrincipal } from '../../../audit/inventory/described';
import type { Notes } from '../../../audit/recorded/list';
import type { ReadCredentialReport } from '../../../aws/iam/credential-report';
import type { Paced } from '../../../aws/iam/paced';
import type { CredentialReport } from '../../../domain/credentials/credential-report';
import { isOwnPolicy, type OwnPolicies } from '../../../domain/policy/own-policies';
import { ownerIn } from '../judge/owner';
import { isQuarantined } from '../judge/quarantine';
import type { AttachmentQuotas, InventoryPorts } from '../ports';
import { ownDenies, type Rules } from '../rules';
import type { CleanableSubject } from '../subject';
import { analysisBy, type Analysis } from './analysis';
import { needed, type TrustingRoles } from './needed';

/** What is noted of a principal beside what every guardrail notes. */
type Noted = Pick<
  CleanableSubject,
  'credentials' | 'quarantined' | 'denied' | 'full' | 'needed' | 'analysis' | 'owner'
>;

/** What the credential report says of each user, kept while the inventory is made: IAM makes one report for all that ask. */
export class NotedCredentials {
  private report: CredentialReport | undefined;

  /** @param now when the report is asked */
  constructor(private readonly now: () => Date) {}

  /** Reads the report, and remembers it. */
  readonly over =
    (read: ReadCredentialReport): ReadCredentialReport =>
    async () =>
      (this.report = await read());

  /** What is noted of somebody once the report is read. */
  of({ kind, arn, createdAt, attached }: DescribedPrincipal): Pick<Noted, 'credentials' | 'quarantined'> {
    if (kind !== 'user') return {};
    if (this.report === undefined) throw new Error('nobody has read the credential report');
    return {
      credentials: this.report.credentialsOf({ arn, createdAt }, this.now()),
      ...(isQuarantined(attached) && { quarantined: true }),
    };
  }
}

/** What the inventory is read into on its way. */
interface Around {
  readonly credentials: NotedCredentials;
  readonly roles: TrustingRoles;
}

/** Notes what users sign in and call with, who is denied everything, what analyzers find unused, and who needs those that are soon to be disabled. */
export function cleanupNotes(
  { credentials, roles }: Around,
  ports: Pick<InventoryPorts, 'accountId' | 'rules' | 'now' | 'quotas' | 'rolesInUse' | 'unusedAccess'>,
) {
  const { rules, accountId, now } = ports;
  const own = ownDenies(rules, accountId);
  const denies = rules.users.disable + rules.roles.disable > 0;
  return async (paced: Paced): Promise<Notes<Noted>> => {
    const [quotas, analysis] = await Promise.all([
      denies ? ports.quotas(paced) : undefined,
      analysisBy(rules.analyzer, ports.unusedAccess, paced),
    ]);
    return {
      remarks: analysis.remarks,
      of: (found) => ({
        ...{ ...credentials.of(found), ...attachedTo(found, own, quotas) },
        ...{ ...analysisOf(found, analysis), ...ownerOf(found, rules) },
      }),
      ...(denies && {
        lookCloser: (subjects) => needed(subjects, roles.all(), { ...ports, rules, now: now() }),
      }),
    };
  };
}

function analysisOf({ arn }: DescribedPrincipal, { of }: Analysis): Pick<Noted, 'analysis'> {
  const analysis = of(arn);
  return analysis === undefined ? {} : { analysis };
}

function ownerOf({ tags }: DescribedPrincipal, { ownerTag }: Pick<Rules, 'ownerTag'>): Pick<Noted, 'owner'> {
  const owner = ownerIn(tags, ownerTag);
  return owner === undefined ? {} : { owner };
}

/** @param quotas absent where nobody is to get a policy */
function attachedTo(
  { kind, attached }: DescribedPrincipal,
  own: OwnPolicies,
  quotas: AttachmentQuotas | undefined,
): Pick<Noted, 'denied' | 'full'> {
  if (attached.some((arn) => isOwnPolicy(arn, own))) return { denied: true };
  if (quotas === undefined) return {};
  const most = kind === 'user' ? quotas.attachedPerUserQuota : quotas.attachedPerRoleQuota;
  return attached.length >= most ? { full: true } : {};
}
