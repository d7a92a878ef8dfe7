import { z } from 'zod';

const date = z.iso.datetime({ offset: true });
const label = z.enum(['INFORMATIONAL', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL']);
const resource = z.strictObject({
  Type: z.string().min(1).max(256),
  Id: z.string().min(1).max(512),
  Partition: z.enum(['aws', 'aws-cn', 'aws-us-gov']).optional(),
  Region: z.string().max(16).optional(),
});

/** A finding as Security Hub takes it, as far as the embedded account knows the format (API reference, AwsSecurityFinding). */
export const securityFinding = z.strictObject({
  SchemaVersion: z.literal('2018-10-08'),
  Id: z.string().min(1).max(512),
  ProductArn: z.string().max(2048),
  GeneratorId: z.string().min(1).max(512),
  AwsAccountId: z.string().regex(/^\d{12}$/),
  ...{ CreatedAt: date, UpdatedAt: date },
  Title: z.string().min(1).max(256),
  Description: z.string().min(1).max(1024),
  FindingProviderFields: z.strictObject({
    Severity: z.strictObject({ Label: label }),
    Types: z.array(z.string().regex(/^[^/]+(\/[^/]+){0,2}$/)).max(50),
  }),
  Remediation: z
    .strictObject({
      Recommendation: z.strictObject({ Text: z.string().min(1).max(512), Url: z.url().max(512).optional() }),
    })
    .optional(),
  Resources: z.array(resource).min(1).max(32),
  Compliance: z.strictObject({ Status: z.enum(['PASSED', 'WARNING', 'FAILED', 'NOT_AVAILABLE']) }).optional(),
  RecordState: z.enum(['ACTIVE', 'ARCHIVED']).default('ACTIVE'),
  Workflow: z.strictObject({ Status: z.enum(['NEW', 'NOTIFIED', 'RESOLVED', 'SUPPRESSED']) }).optional(),
});

/** A finding as it stands in Security Hub. */
export type SecurityFinding = z.infer<typeof securityFinding> & {
  readonly Workflow: { readonly Status: 'NEW' | 'NOTIFIED' | 'RESOLVED' | 'SUPPRESSED' };
};

/** Security Hub, where somebody has enabled it, by Region. */
export class SecurityHubs {
  private readonly regions = new Map<string, Map<string, SecurityFinding>>();

  enable(region: string): void {
    if (!this.regions.has(region)) this.regions.set(region, new Map());
  }

  isIn(region: string): boolean {
    return this.regions.has(region);
  }

  /** In the order in which they were first told. */
  findings(region: string): readonly SecurityFinding[] {
    return [...(this.regions.get(region)?.values() ?? [])];
  }

  /** Takes a finding, or another state of it. Its workflow is the customer's: only a new finding may come with one. */
  take(region: string, finding: z.infer<typeof securityFinding>): void {
    const findings = this.regions.get(region);
    const Workflow = findings?.get(finding.Id)?.Workflow ?? finding.Workflow ?? { Status: 'NEW' };
    findings?.set(finding.Id, { ...finding, Workflow });
  }
}
