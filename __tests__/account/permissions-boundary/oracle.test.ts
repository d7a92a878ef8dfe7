import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DeleteRolePermissionsBoundaryCommand,
  DeleteRolePolicyCommand,
  DeleteUserPermissionsBoundaryCommand,
  DeleteUserPolicyCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import fc from 'fast-check';
import { incidentLedger } from '../../../src/aws/ledger/incidents';
import type { EmbeddedAccount } from '../../../src/embedded-account/account';
import { iamOf } from '../../../src/trial/scenarios/cast';
import { daysAgo, READY, withCredentialReport } from '../../support/audit';
import { inAccount } from '../../support/deployed';
import { boundaryRowsOf, enforce, enforcing } from '../../support/enforcement';
import {
  BOUNDED,
  generatedAccount,
  policyOf,
  SPECIAL,
  together,
  withEverySpecial,
  type Person,
} from '../../support/generated-accounts';
import { judged, Seen, type Scene } from '../../support/oracle';
import { SEED, seedFor } from '../../support/seed';
import { someOf } from '../../support/thorough';

/** So many histories in each account: an account takes longer to start than a history to happen. */
const HISTORIES = 10;
/** For one that hangs: the machine decides how long ten histories take. */
const TIMEOUT_MS = 1_200_000;
const LEDGER = 'iam-guardrails-ledger';

/** A history in an account with the stack in it: what people do to IAM goes through its API, and runs through the state machine. */
function sceneOf(account: EmbeddedAccount): Scene {
  const iam = iamOf(account, account.root);
  const incidents = incidentLedger(
    { client: new DynamoDBClient(account.clientFor(account.root)), name: LEDGER },
    'revoker',
  );
  const team = account.addPolicy({
    name: 'team-limits',
    document: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] },
  });
  const found = (name: string) => {
    const { users, roles } = account.snapshot();
    const one = [...users, ...roles].find(({ arn }) => arn.endsWith(`/${name}`));
    if (one === undefined) throw new Error(`there is nobody called ${name}`);
    return one;
  };
  return {
    now: () => account.clock.now(),
    advance: (milliseconds) => {
      account.clock.advance(milliseconds);
    },
    add: ({ kind, special, ageDays, may }, name) => {
      const seed = {
        ...{ name, inline: { own: policyOf(may) }, createdAt: daysAgo(account, ageDays) },
        ...(special === 'foreign' && { boundary: team }),
        ...(special === 'service-linked' && { path: '/aws-service-role/elasticbeanstalk.amazonaws.com/' }),
      };
      if (kind === 'role') return account.addRole(seed).arn;
      return account.addUser({ ...seed, ...(special === 'admin' && { groups: ['Administrators'] }) }).arn;
    },
    open: ({ kind, name, policy }) => {
      if (kind === 'role') return account.addRole({ name, trust: policy }).arn;
      const text = JSON.stringify(policy);
      if (kind === 'key') return account.addResource({ service: 'kms', name, policy: text });
      account.addBucket(name, text);
      return `arn:aws:s3:::${name}/object`;
    },
    use: (use) => {
      account.use(use);
    },
    grant: async ({ kind, special }, name, may) => {
      if (special === 'service-linked') return;
      const policy = { PolicyName: 'more', PolicyDocument: policyOf(may) };
      if (kind === 'user') await iam.send(new PutUserPolicyCommand({ UserName: name, ...policy }));
      else await iam.send(new PutRolePolicyCommand({ RoleName: name, ...policy }));
    },
    revoke: async ({ kind, special }, name) => {
      if (special === 'service-linked') return;
      for (const PolicyName of Object.keys(found(name).inline)) {
        if (kind === 'user') await iam.send(new DeleteUserPolicyCommand({ UserName: name, PolicyName }));
        else await iam.send(new DeleteRolePolicyCommand({ RoleName: name, PolicyName }));
      }
    },
    shed: async ({ kind }, name) => {
      if (found(name).boundary === null) return;
      if (kind === 'user') await iam.send(new DeleteUserPermissionsBoundaryCommand({ UserName: name }));
      else await iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName: name }));
    },
    incident: async (_, name) => {
      const user = account.snapshot().users.find((one) => one.name === name);
      if (user === undefined) throw new Error(`there is no user ${name}`);
      const of = { accountId: account.accountId, principalId: user.id, principalArn: user.arn };
      await incidents.open({ ...of, number: 1, openedAt: account.clock.now(), changes: [] });
    },
    replay: (period) => account.replay(period),
    snapshot: () => account.snapshot(),
    ready: () => withCredentialReport(account),
    run: async (runId, purpose) => {
      await enforce(account, runId, { purpose });
      return [...boundaryRowsOf(account, runId).values()];
    },
  };
}

const settingsFor = (people: readonly Person[], room: object) => ({
  ...enforcing(
    { tags: false, ...room },
    {
      limits: { changesPerRun: 10_000, maxChangePercent: 100 },
      audit: { resourcePolicies: { services: ['kms'], regions: ['us-east-1'] } },
    },
  ),
  exemptions: [{ match: { name: 'exempt-*' }, owner: 'data', reason: 'a vendor runs it' }],
  protectedPrincipals: people.flatMap(({ special, kind }, index) =>
    special === 'protected'
      ? [{ arn: `arn:aws:iam::111122223333:${kind}/protected-${index}`, reason: 'break-glass' }]
      : [],
  ),
});

describe(`runs of the state machine over generated histories, ten in each account (GUARDRAILS_SEED=${SEED})`, () => {
  const seen = new Seen();

  it.each(
    someOf([
      ['allowUsed', 'ask'],
      ['denyUnused', 'automatic'],
      ['allowUsed', 'automatic'],
      ['denyUnused', 'ask'],
    ] as const),
  )(
    'keep what the evidence knows allowed, and touch nobody who must not be: style %s, reopen %s',
    async (style, reopen) => {
      const seed = seedFor(`account oracle ${style} ${reopen}`);
      const sample = fc.sample(generatedAccount({ minLength: 2, maxLength: 2 }), { seed, numRuns: HISTORIES });
      const history = together(withEverySpecial(sample));
      await inAccount(
        async (account) => {
          const town = { scene: sceneOf(account), seen, reopen, isCramped: false };
          expect(await judged(BOUNDED, town, 'always-')).toEqual([]);
          const wrong = await judged(history, town);
          // A sample does not say by itself how it came about.
          expect(wrong.length === 0 ? [] : [...wrong, JSON.stringify(history)]).toEqual([]);
        },
        { settings: settingsFor(history.people, { style, reopen }), ...READY },
      );
    },
    TIMEOUT_MS,
  );

  it('have had much to do wrong', () => {
    const shown = [
      ...['first boundaries', 'other boundaries', 'kept', 'kept for a resource that names it'],
      ...['denied beyond what is known', ...SPECIAL],
    ];
    expect(shown.filter((what) => !seen.has(what))).toEqual([]);
  });
});
