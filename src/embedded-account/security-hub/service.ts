import { z } from 'zod';
import { AwsError } from '../wire/aws-error';
import { restJsonService } from '../wire/rest-json';
import type { Service } from '../wire/service';
import { securityFinding, type SecurityHubs } from './hub';

const imported = z.strictObject({
  Findings: z
    .array(z.looseObject({ Id: z.string() }))
    .min(1)
    .max(100),
});

/** Security Hub, as far as findings are imported into it. */
export const securityHubService = (hubs: SecurityHubs, accountId: string): Service =>
  restJsonService([
    {
      ...{ action: 'BatchImportFindings', method: 'POST', path: '/findings/import' },
      read: (input, region) => {
        const { Findings } = imported.parse(input);
        const product = `arn:aws:securityhub:${region}:${accountId}:product/${accountId}/default`;
        const accounts = [...new Set(Findings.map(({ AwsAccountId }) => String(AwsAccountId)))];
        return {
          demand: accounts.map((account) => ({
            ...{ action: 'securityhub:BatchImportFindings', resource: productOf(Findings) ?? product },
            context: { 'securityhub:TargetAccount': account },
          })),
          answer: () => {
            if (!hubs.isIn(region)) {
              const why = `Account ${accountId} is not subscribed to AWS Security Hub`;
              throw new AwsError('InvalidAccessException', why, 401);
            }
            const failed = Findings.flatMap((finding) => {
              const read = securityFinding.safeParse(finding);
              const why = read.success ? strangerIn(read.data, product, accountId) : read.error.message;
              if (read.success && why === undefined) hubs.take(region, read.data);
              return why === undefined ? [] : [{ Id: finding.Id, ErrorCode: 'InvalidInput', ErrorMessage: why }];
            });
            const counts = { FailedCount: failed.length, SuccessCount: Findings.length - failed.length };
            return { ...counts, FailedFindings: failed };
          },
        };
      },
    },
  ]);

const productOf = ([first]: readonly Readonly<Record<string, unknown>>[]) =>
  typeof first?.['ProductArn'] === 'string' ? first['ProductArn'] : undefined;

/** Only a product that somebody integrated may tell of other accounts, or in its own name. */
function strangerIn(
  { ProductArn, AwsAccountId }: z.infer<typeof securityFinding>,
  product: string,
  accountId: string,
): string | undefined {
  if (ProductArn !== product) return `the account may not import findings of ${ProductArn}`;
  return AwsAccountId === accountId ? undefined : `AwsAccountId ${AwsAccountId} is not ${accountId}`;
}
