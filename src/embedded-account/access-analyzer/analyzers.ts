import type { Clock } from '../clock';
import type { Identifiers } from '../identifiers';
import { AwsError } from '../wire/aws-error';

/** Types of analyzers (IAM Access Analyzer API reference, AnalyzerSummary). */
export const ANALYZER_TYPES = [
  ...(['ACCOUNT', 'ORGANIZATION', 'ACCOUNT_UNUSED_ACCESS', 'ORGANIZATION_UNUSED_ACCESS'] as const),
  ...(['ACCOUNT_INTERNAL_ACCESS', 'ORGANIZATION_INTERNAL_ACCESS'] as const),
] as const;

export type AnalyzerType = (typeof ANALYZER_TYPES)[number];

/** An analyzer as it stands in the account. */
export interface AnalyzerSeed {
  readonly name: string;
  readonly type: AnalyzerType;
  /** @default 'us-east-1' */
  readonly region?: string;
  /** @default 90 */
  readonly unusedAccessAge?: number;
  /**
   * Service principal that manages it, such as `securityhubv2.amazonaws.com`.
   * @default the account does
   */
  readonly managedBy?: string;
  /** @default 'ACTIVE' */
  readonly status?: 'ACTIVE' | 'CREATING' | 'DISABLED' | 'FAILED';
}

/** One of the details of a finding, as it stands on the wire. */
export type FindingDetail =
  | { readonly unusedIamRoleDetails: { readonly lastAccessed?: Date } }
  | { readonly unusedIamUserPasswordDetails: { readonly lastAccessed?: Date } }
  | { readonly unusedIamUserAccessKeyDetails: { readonly accessKeyId: string; readonly lastAccessed?: Date } }
  | {
      readonly unusedPermissionDetails: {
        readonly serviceNamespace: string;
        readonly lastAccessed?: Date;
        readonly actions?: readonly { readonly action: string; readonly lastAccessed?: Date }[];
      };
    };

/** What an analyzer found. */
export interface FindingSeed {
  readonly findingType: 'UnusedIAMRole' | 'UnusedIAMUserAccessKey' | 'UnusedIAMUserPassword' | 'UnusedPermission';
  /** ARN of a user or role. */
  readonly resource: string;
  /** @default the account of the ARN */
  readonly resourceOwnerAccount?: string;
  /** @default 'ACTIVE' */
  readonly status?: 'ACTIVE' | 'ARCHIVED' | 'RESOLVED';
  /** @default none */
  readonly error?: 'INTERNAL_ERROR' | 'ACCESS_DENIED';
  /** @default none */
  readonly details?: readonly FindingDetail[];
}

interface Finding extends FindingSeed {
  readonly id: string;
  readonly at: Date;
}

/** An analyzer with what it found. */
export interface Analyzer extends AnalyzerSeed {
  readonly arn: string;
  readonly createdAt: Date;
  readonly findings: Finding[];
}

/** Most findings or details that are asked for at once. */
export const MOST = 100;

/** The analyzers of an account, in all Regions. They analyze nothing: the scene says what they found. */
export class Analyzers {
  private readonly byArn = new Map<string, Analyzer>();

  constructor(
    private readonly accountId: string,
    private readonly parts: { readonly clock: Clock; readonly identifiers: Identifiers },
  ) {}

  /** @returns the ARN */
  add(seed: AnalyzerSeed): string {
    const arn = `arn:aws:access-analyzer:${seed.region ?? 'us-east-1'}:${this.accountId}:analyzer/${seed.name}`;
    this.byArn.set(arn, { ...seed, arn, createdAt: this.parts.clock.now(), findings: [] });
    return arn;
  }

  /** @returns the id */
  addFinding(analyzerArn: string, seed: FindingSeed): string {
    const id = this.parts.identifiers.uuid('finding', `${analyzerArn} ${seed.findingType} ${seed.resource}`);
    this.withArn(analyzerArn).findings.push({ ...seed, id, at: this.parts.clock.now() });
    return id;
  }

  /** Gives a finding another status, as a person or the next analysis does. */
  settle(id: string, status: NonNullable<FindingSeed['status']>): void {
    for (const { findings } of this.byArn.values()) {
      const at = findings.findIndex((one) => one.id === id);
      const found = findings[at];
      if (found) findings[at] = { ...found, status };
    }
  }

  /** Those of a Region, in the order of their names. */
  in(region: string, type?: AnalyzerType): readonly Analyzer[] {
    return [...this.byArn.values()]
      .filter((one) => (one.region ?? 'us-east-1') === region && (type === undefined || one.type === type))
      .sort((one, other) => (one.name < other.name ? -1 : 1));
  }

  /** @throws AwsError where there is none */
  withArn(arn: string): Analyzer {
    const found = this.byArn.get(arn);
    if (!found) throw new AwsError('ResourceNotFoundException', `there is no analyzer ${arn}`, 404);
    return found;
  }
}
