import { AttachUserPolicyCommand } from '@aws-sdk/client-iam';
import { EmbeddedAccount } from '../../../src/embedded-account/account';
import { iamOf } from '../../../src/trial/scenarios/cast';
import { READY } from '../../support/audit';
import { authorizationDetails } from '../../support/enforcement';
import { templateFor } from '../../support/deployed';
import { terminatedRun } from '../../support/terminated-functions';
import { aDeniable, DENY_BASE, deniesOf, deny, denying, runDenies } from '../../support/unused-services';

/** Many invocations, one after the other: the machine decides how long they take. */
const SWEEP_MS = 600_000;
const CHANGE = 'iam-guardrails-unused-service-deny-change';
const DAY_MS = 86_400_000;
/** The change function's writes by then: the lease, a record, a refused attachment, a group with a policy and Ada, a detachment. */
const BETWEEN = 7;

/** Ada, whose tenth policy is the deny of what she did not use; by now she does not use more. */
async function aFullAccount() {
  const account = await EmbeddedAccount.start({ templatePath: templateFor(denying()), ...READY });
  const iam = iamOf(account, account.root);
  const document = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 'ec2:*', Resource: '*' }] };
  const ada = aDeniable(account, 'ada', { used: ['s3', 'sns'] });
  for (let index = 0; index < 9; index += 1) {
    const PolicyArn = account.addPolicy({ name: `other-${index}`, document });
    await iam.send(new AttachUserPolicyCommand({ UserName: 'ada', PolicyArn }));
  }
  const before = await authorizationDetails(account);
  await deny(account, 'run-0');
  const [first = ''] = deniesOf(account, 'ada');
  account.clock.advance(100 * DAY_MS);
  account.use({ arn: ada.arn, action: 's3:Any', at: account.clock.now() });
  return { account, before, first };
}

/** Groups of the project. */
const bridgesIn = (account: EmbeddedAccount) =>
  account.snapshot().groups.filter(({ path }) => path === '/iam-guardrails/bridge/');

/** Denies that Ada has, by way of her groups as well. */
function deniesBy(account: EmbeddedAccount): readonly string[] {
  const { users, groups } = account.snapshot();
  const mine = users.find(({ name }) => name === 'ada')?.groups ?? [];
  return [
    ...deniesOf(account, 'ada'),
    ...groups.flatMap(({ name, attached }) => (mine.includes(name) ? attached : [])),
  ];
}

it(
  'a deny of a user without room goes over a group, whose every call may be the last of its function, and is released',
  async () => {
    const { account, before, first } = await aFullAccount();
    try {
      const { run, terminated } = await terminatedRun(
        account,
        { name: CHANGE, nth: BETWEEN, purpose: 'change' },
        () => {
          expect([deniesOf(account, 'ada'), deniesBy(account)]).toEqual([[], [expect.not.stringMatching(first)]]);
          expect(bridgesIn(account)).toHaveLength(1);
        },
        {
          base: DENY_BASE,
          standing: (now) => ({ ada: deniesBy(now).length > 0 }),
          run: (one, runId, purpose) => runDenies(one, runId, purpose),
        },
      );
      expect([run.cause, run.status]).toEqual([undefined, 'SUCCEEDED']);
      expect(terminated).toBeGreaterThan(10);
      expect([deniesOf(account, 'ada'), bridgesIn(account)]).toEqual([[expect.not.stringMatching(first)], []]);

      account.clock.advance(2 * DAY_MS);
      expect(await account.invoke('iam-guardrails-release', { all: true })).toMatchObject({ kind: 'done' });
      expect(await authorizationDetails(account)).toEqual(before);
    } finally {
      await account.stop();
    }
  },
  SWEEP_MS,
);
