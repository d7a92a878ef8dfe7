import { DeleteUserPolicyCommand, PutUserPolicyCommand, TagUserCommand, UntagUserCommand } from '@aws-sdk/client-iam';
import fc from 'fast-check';
import { SERVICE_PREFIXES } from '../../../src/domain/policy/service-prefixes';
import type { EmbeddedAccount } from '../../../src/embedded-account/account';
import { iamOf } from '../../../src/trial/scenarios/cast';
import { DEFAULT_NEVER_DENY } from '../../../src/guardrails/unused-service-deny/judge/never-denied';
import { daysAgo, READY, withCredentialReport } from '../../support/audit';
import { inAccount, RELEASE } from '../../support/deployed';
import { judgedDenies } from '../../support/deny-oracle/histories';
import type { DenyScene } from '../../support/deny-oracle/scene';
import { policyOf } from '../../support/generated-accounts';
import { ALWAYS, userHistory } from '../../support/generated-denies';
import { Seen } from '../../support/oracle';
import { SEED, seedFor } from '../../support/seed';
import { someOf } from '../../support/thorough';
import { aDeniable, deniesOf, deny, denying, denyRowsOf } from '../../support/unused-services';

/** So many users in each account: an account takes longer to start than a history to happen. */
const USERS = 8;
/** For one that hangs: the machine decides how long a few runs take. */
const TIMEOUT_MS = 1_200_000;
const GUARDRAIL = 'unused-service-deny';

const settingsWith = (newServices: 'allow' | 'deny') =>
  denying(
    { newServices },
    { limits: { changesPerRun: 10_000, maxChangePercent: 100 } },
    { exemptions: [{ match: { tag: 'spared' }, owner: 'data', reason: 'a vendor runs it' }] },
  );

/** A history in an account with the stack in it: what people do to IAM goes through its API, and runs through the state machine. */
function sceneOf(account: EmbeddedAccount): DenyScene {
  const iam = iamOf(account, account.root);
  const arnOf = (name: string) => `arn:aws:iam::${account.accountId}:user/${name}`;
  const inlineOf = (name: string) =>
    Object.keys(account.snapshot().users.find(({ arn }) => arn === arnOf(name))?.inline ?? {});
  return {
    now: () => account.clock.now(),
    advance: (milliseconds) => {
      account.clock.advance(milliseconds);
    },
    add: ({ may, ageDays }, name) =>
      account.addUser({ name, inline: { own: policyOf(may) }, createdAt: daysAgo(account, ageDays) }).arn,
    use: (use) => {
      account.use(use);
    },
    act: async (event, UserName) => {
      if (event.kind === 'grant') {
        const PolicyDocument = policyOf(event.may);
        await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'more', PolicyDocument }));
      } else if (event.kind === 'revoke') {
        for (const PolicyName of inlineOf(UserName)) {
          await iam.send(new DeleteUserPolicyCommand({ UserName, PolicyName }));
        }
      } else if (event.kind === 'exempt') {
        await iam.send(new TagUserCommand({ UserName, Tags: [{ Key: 'spared', Value: 'yes' }] }));
      } else if (event.kind === 'include') {
        await iam.send(new UntagUserCommand({ UserName, TagKeys: ['spared'] }));
      } else {
        const answer = await account.invoke(RELEASE, { principal: arnOf(UserName), guardrail: GUARDRAIL });
        if (answer.kind === 'failed') throw new Error(`the release failed: ${JSON.stringify(answer)}`);
      }
    },
    replay: (period) => account.replay(period),
    ready: () => withCredentialReport(account),
    run: async (runId) => {
      await deny(account, runId);
      return denyRowsOf(account, runId);
    },
  };
}

const WAYS = someOf([
  ['granted and unused, and nothing else, where a denied service is left out of the list', true, 'allow'],
  ['granted and unused, and nothing else, where a denied service stays in the list', false, 'allow'],
  ['unused or granted later, where a denied service is left out of the list', true, 'deny'],
  ['unused or granted later, where a denied service stays in the list', false, 'deny'],
] as const);

describe(`runs of the state machine that deny unused services, over generated histories (GUARDRAILS_SEED=${SEED})`, () => {
  const seen = new Seen();

  it.each(WAYS)(
    'deny all that is known, %s',
    async (_, leavesDeniedOut, newServices) => {
      const seed = seedFor(`deny oracle ${leavesDeniedOut} ${newServices}`);
      const settings = settingsWith(newServices);
      const town = { seen, listsDenied: !leavesDeniedOut, deniesNew: newServices === 'deny' };
      const histories = [...ALWAYS, ...fc.sample(userHistory, { seed, numRuns: USERS })];
      await inAccount(
        async (account) => {
          const wrong = await judgedDenies(histories, { scene: sceneOf(account), ...town });
          expect(wrong).toEqual([]);
        },
        { settings, ...READY, accessAdvisor: { ...READY.accessAdvisor, leavesDeniedOut, linesPerPage: 100 } },
      );
    },
    TIMEOUT_MS,
  );

  it(
    'deny a user with every service granted and three used all the others, in two policies, and give them back',
    () =>
      inAccount(
        async (account) => {
          const used = ['dynamodb', 's3', 'xray'];
          const inline = { own: policyOf({ kind: 'everything', services: [] }) };
          const root = aDeniable(account, 'root-like', { used, inline });
          const kept = [...used, ...DEFAULT_NEVER_DENY, 'sts'].sort();
          const [from, to] = [new Date('2019-01-01'), new Date('2019-01-02')];
          for (const service of SERVICE_PREFIXES) {
            // So long ago that no report knows of it, and with no key of anybody's.
            account.use({ arn: root.arn, action: `${service}:DoIt`, at: from, credential: 'probe' });
          }
          const allowedNow = () =>
            account
              .replay({ from, to })
              .flatMap(({ use, outcome }) => (outcome === 'allowed' ? use.action.split(':')[0] : []));
          expect(allowedNow().length).toBeGreaterThanOrEqual(450);

          await deny(account, 'one');
          expect(deniesOf(account, 'root-like')).toHaveLength(2);
          expect(allowedNow().sort()).toEqual(kept);

          account.clock.advance(120_000);
          await account.invoke(RELEASE, { principal: root.arn, guardrail: GUARDRAIL });
          expect([deniesOf(account, 'root-like'), allowedNow().length]).toEqual([[], SERVICE_PREFIXES.length]);
        },
        { settings: settingsWith('allow'), ...READY, accessAdvisor: { ...READY.accessAdvisor, linesPerPage: 100 } },
      ),
    TIMEOUT_MS,
  );

  it('have had much to do wrong', () => {
    const listsDenied = WAYS.some(([, leavesDeniedOut]) => !leavesDeniedOut);
    const deniesNew = WAYS.some(([, , newServices]) => newServices === 'deny');
    const shown = [
      ...['denied', 'still denied', 'given back: exempt', 'given back: released'],
      ...(listsDenied ? ['given back for a late use', 'needs again'] : []),
      ...(deniesNew ? ['granted since, and denied'] : []),
      ...['left: exempt', 'left: released', 'left: young'],
    ];
    expect(shown.filter((what) => !seen.has(what))).toEqual([]);
  });
});
