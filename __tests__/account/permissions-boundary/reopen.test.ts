import { PutRolePolicyCommand } from '@aws-sdk/client-iam';
import type { EmbeddedAccount } from '../../../src/embedded-account/account';
import { DEFAULT_ALWAYS_ALLOW } from '../../../src/guardrails/permissions-boundary/judge/always-allowed';
import { iamOf } from '../../../src/trial/scenarios/cast';
import { aRole, atOnce, audit, EVIDENCE, READY, rowOf, textOf } from '../../support/audit';
import { inAccount, subjects } from '../../support/deployed';

const DAY_MS = 86_400_000;
const enforcing = (more: object = {}, audits: object = {}) =>
  atOnce({ permissionsBoundary: { mode: 'enforce', ...more } }, audits);

const boundaryOf = (account: EmbeddedAccount, name: string) =>
  account.snapshot().roles.find(({ arn }) => arn.endsWith(`/${name}`))?.boundary ?? undefined;

/** What the boundary of a role lets through beside what every one does, as its policy says. */
function allowedTo(account: EmbeddedAccount, name: string): readonly string[] | undefined {
  const policies = account
    .objects(EVIDENCE)
    .filter(({ key }) => key.includes('/policies/'))
    .filter(({ key }) => boundaryOf(account, name)?.endsWith(key.slice(key.lastIndexOf('/') + 1, -'.json'.length)));
  const texts = policies.map(({ body }) => JSON.parse(body.toString()) as { text: string });
  const [document] = texts.map(({ text }) => JSON.parse(text) as { Statement: { Sid: string; Action: string[] }[] });
  const used = document?.Statement.find(({ Sid }) => Sid === 'Used')?.Action;
  return used?.filter((action) => !DEFAULT_ALWAYS_ALLOW.includes(action));
}

/** A role bounded to S3 that tries SQS two days later; a day after that comes the upkeep. */
async function tried(account: EmbeddedAccount): Promise<void> {
  const { arn } = aRole(account, 'app', { may: ['s3:*', 'sqs:*'] });
  await audit(account, 'run-1', 'change');
  expect(allowedTo(account, 'app')).toEqual(['s3:*']);
  account.clock.advance(2 * DAY_MS);
  account.use({ arn, action: 'sqs:SendMessage' });
  account.clock.advance(DAY_MS);
  const { status, cause } = await audit(account, 'run-2', 'upkeep');
  expect([status, cause]).toEqual(['SUCCEEDED', undefined]);
}

describe('a bounded role that tries what its boundary denies', () => {
  it('is told of once, and stays as it is until a person releases it', () =>
    inAccount(
      async (account) => {
        await tried(account);
        expect(allowedTo(account, 'app')).toEqual(['s3:*']);
        expect(rowOf(account, 'app', 'run-2')).toMatchObject({
          decision: { services: ['s3'], needsAgain: ['sqs'] },
          boundary: { kind: 'stands' },
        });
        expect(subjects(account).at(-1)).toContain('1 tried denied services again');
        const told = account.published().length;
        account.clock.advance(DAY_MS);
        await audit(account, 'run-3', 'upkeep');
        expect(rowOf(account, 'app', 'run-3').decision).toMatchObject({ needsAgain: ['sqs'] });
        expect(account.published()).toHaveLength(told);
      },
      { settings: enforcing(), ...READY },
    ));

  it('is given it by the next upkeep where the settings say so', () =>
    inAccount(
      async (account) => {
        await tried(account);
        expect(allowedTo(account, 'app')).toEqual(['s3:*', 'sqs:*']);
        expect(rowOf(account, 'app', 'run-2')).toMatchObject({ boundary: { kind: 'done' } });
        expect(subjects(account).at(-1)).toContain('1 boundary changed');
      },
      { settings: enforcing({ reopen: 'automatic' }), ...READY },
    ));
});

describe('a bounded role that is granted more', () => {
  it.each([true, false])('may use it after the next upkeep, before it ever did (incremental: %s)', (incremental) =>
    inAccount(
      async (account) => {
        aRole(account, 'app', { may: ['s3:*', 'sqs:*'] });
        await audit(account, 'run-1', 'change');
        const iam = iamOf(account, account.root);
        const Statement = [{ Effect: 'Allow', Action: ['s3:*', 'sqs:*', 'sns:*'], Resource: '*' }];
        const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
        await iam.send(new PutRolePolicyCommand({ RoleName: 'app', PolicyName: 'own', PolicyDocument }));
        account.clock.advance(DAY_MS);
        await audit(account, 'run-2', 'upkeep');
        expect(allowedTo(account, 'app')).toEqual(['s3:*', 'sns:*']);
        expect(textOf(account, 'plan.json', 'run-2')).toContain('"scope":"widening"');
      },
      { settings: enforcing({}, { incremental }), ...READY },
    ),
  );
});
