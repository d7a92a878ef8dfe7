import type { DescribedPrincipal } from '../../../audit/inventory/inventory';
import type { Notes } from '../../../audit/recorded/list';
import type { ReadCredentialReport } from '../../../aws/iam/credential-report';
import type { CredentialReport } from '../../../domain/credentials/credential-report';
import type { CleanableSubject } from '../subject';

/** What is noted of a principal beside what every guardrail notes. */
type Noted = Pick<CleanableSubject, 'credentials' | 'quarantined'>;

/** AWS attaches it itself to a user one of whose keys it has found in public; only AWS's own policies have this account. */
const QUARANTINE = /^arn:aws[a-z-]*:iam::aws:policy\/AWSCompromisedKeyQuarantine/;

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
  readonly notes: Notes<Noted> = { of: (found) => this.noted(found) };

  private noted({ kind, arn, createdAt, attached }: DescribedPrincipal): Noted {
    if (kind !== 'user') return {};
    if (this.report === undefined) throw new Error('nobody has read the credential report');
    return {
      credentials: this.report.credentialsOf({ arn, createdAt }, this.now()),
      ...(attached.some((policy) => QUARANTINE.test(policy)) && { quarantined: true }),
    };
  }
}
