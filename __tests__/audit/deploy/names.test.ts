import { auditNamesOf, type NamedBy } from '../../../src/audit/deploy/names';
import type { DeploymentProps } from '../../../src/foundation/deployment';
import { namesOf } from '../../../src/foundation/names';

const accountId = '111122223333';
const arn = (rest: string) => `arn:aws:iam::${accountId}:${rest}`;

const deployment: DeploymentProps = {
  prefix: 'g',
  names: namesOf({ partition: 'aws', region: 'eu-west-1', accountId, prefix: 'g' }),
  accountId,
  ledgerTable: 'g-ledger',
  runbook: 'docs/runbook.md',
  topicArn: `arn:aws:sns:eu-west-1:${accountId}:g-notices`,
  logRetentionDays: 30,
};

const namesWith = (rules: Partial<NamedBy['rules']> = {}) =>
  auditNamesOf(deployment, {
    guardrail: 'room',
    opens: 'Keys',
    rules: {
      mode: 'observe',
      protectedArns: [arn('user/break-glass')],
      ...rules,
    },
  });

describe('the names of an audit', () => {
  it('are those of its own functions, queue and objects', () => {
    const regional = (service: string, rest: string) => `arn:aws:${service}:eu-west-1:${accountId}:${rest}`;
    const jobs = ['inventory', 'batch', 'plan', 'change', 'summary', 'watch'];
    expect(namesWith()).toMatchObject({
      functions: Object.fromEntries(jobs.map((job) => [job, regional('lambda', `function:g-room-${job}`)])),
      queueArn: regional('sqs', 'g-room-watch'),
      base: `accounts/${accountId}/room`,
      evidenceBase: `accounts/${accountId}/evidence`,
      bucketArn: `arn:aws:s3:::g-evidence-${accountId}`,
      mode: 'observe',
      topicArn: regional('sns', 'g-notices'),
    });
  });

  it('spare the roles of the deployment, whom the rules protect, and the role that deploys', () => {
    const usual = [arn('role/g/*'), arn('user/break-glass')];
    expect(namesWith().untouchable).toEqual(usual);
    expect(namesWith({ deploymentRoleArn: arn('role/deployer') }).untouchable).toEqual([
      ...usual,
      arn('role/deployer'),
    ]);
  });

  it('have the object with exemptions, where the rules name one', () => {
    expect(namesWith().exemptionsObjectArn).toBeUndefined();
    const { exemptionsObjectArn } = namesWith({ exemptionsObject: 's3://lists/a/exempt.txt' });
    expect(exemptionsObjectArn).toBe('arn:aws:s3:::lists/a/exempt.txt');
  });

  it('hold its product in Security Hub where that is told, and not else', () => {
    const product = `arn:aws:securityhub:eu-west-1:${accountId}:product/${accountId}/default`;
    expect(namesWith({ securityHub: true }).hubProductArn).toBe(product);
    expect(namesWith().hubProductArn).toBeUndefined();
  });
});
