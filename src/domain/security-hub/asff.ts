import type { SubjectKind } from '../identity/subject';
import { plain } from '../notice/notice';
import type { ToldFinding } from './finding';

/** The deployment that finds, and where. */
export interface FoundBy {
  /** Prefix of the deployment: two of them in one account find apart. */
  readonly prefix: string;
  readonly guardrail: string;
  readonly accountId: string;
  /** Region whose Security Hub is told. */
  readonly region: string;
  /** File or URL of the article of the runbook. */
  readonly article: string;
  /** ISO 8601, start of the run that says so. */
  readonly startedAt: string;
}

/** A finding in the AWS Security Finding Format, as far as this project uses it (Security Hub User Guide, ASFF syntax). */
export interface AsffFinding {
  readonly SchemaVersion: '2018-10-08';
  readonly Id: string;
  readonly ProductArn: string;
  readonly GeneratorId: string;
  readonly AwsAccountId: string;
  /** ISO 8601. */
  readonly CreatedAt: string;
  /** ISO 8601. */
  readonly UpdatedAt: string;
  readonly Title: string;
  readonly Description: string;
  readonly FindingProviderFields: { readonly Severity: { readonly Label: 'LOW' }; readonly Types: string[] };
  readonly Remediation: { readonly Recommendation: { readonly Text: string; readonly Url?: string } };
  readonly Resources: {
    readonly Type: string;
    readonly Id: string;
    readonly Partition: 'aws';
    readonly Region: string;
  }[];
  readonly Compliance: { readonly Status: 'FAILED' | 'PASSED' };
  readonly RecordState: 'ACTIVE' | 'ARCHIVED';
}

/** Longest texts that Security Hub takes (Security Hub API reference, AwsSecurityFinding). */
const [TITLE, DESCRIPTION] = [256, 1024];

const TYPES = ['Software and Configuration Checks/AWS Security Best Practices'];

const RESOURCES: Readonly<Record<SubjectKind, string>> = {
  user: 'AwsIamUser',
  role: 'AwsIamRole',
  group: 'AwsIamGroup',
};

/**
 * Renders a finding for Security Hub. The same principal and guardrail always give the same id, so that telling it again
 * updates what is there.
 *
 * A finding that is resolved passes and is archived. Its workflow is left alone: that is the customer's, and
 * `BatchImportFindings` does not change it (Security Hub User Guide, "BatchImportFindings for finding providers").
 */
export function asffOf(finding: ToldFinding, state: 'standing' | 'resolved', by: FoundBy): AsffFinding {
  const { principal, title, description, since } = finding;
  const { prefix, guardrail, accountId, region, article, startedAt } = by;
  const generator = `${prefix}/${guardrail}`;
  const isLink = article.startsWith('https://');
  return {
    SchemaVersion: '2018-10-08',
    Id: `${generator}/${accountId}/${principal.id}`,
    ProductArn: `arn:aws:securityhub:${region}:${accountId}:product/${accountId}/default`,
    ...{ GeneratorId: generator, AwsAccountId: accountId, CreatedAt: since, UpdatedAt: startedAt },
    Title: fitting(title, TITLE),
    Description: fitting(description, DESCRIPTION),
    FindingProviderFields: { Severity: { Label: 'LOW' }, Types: TYPES },
    Remediation: {
      Recommendation: {
        Text: `See ${isLink ? 'the article of the runbook' : article}.`,
        ...(isLink && { Url: article }),
      },
    },
    Resources: [{ Type: RESOURCES[principal.kind], Id: principal.arn, Partition: 'aws', Region: region }],
    Compliance: { Status: state === 'standing' ? 'FAILED' : 'PASSED' },
    RecordState: state === 'standing' ? 'ACTIVE' : 'ARCHIVED',
  };
}

/** What is cut ends with one more character. */
const fitting = (text: string, most: number) => plain(text, most - 1);
