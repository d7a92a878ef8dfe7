import {
  AddUserToGroupCommand,
  CreateGroupCommand,
  CreatePolicyVersionCommand,
  DeletePolicyVersionCommand,
  DeleteRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import type { PolicyDocument } from '../../src/domain/policy/policy-document';
import type { EmbeddedAccount } from '../../src/embedded-account/account';
import { iamOf } from '../../src/trial/scenarios/cast';
import { EVIDENCE, RUNS, summaryOf, WATCH } from '../support/audit';
import { mayWithin, ownArn } from '../support/boundaries';
import { LOOK_RULE, REVOKER, subjects } from '../support/deployed';
import {
  allowing,
  boundariesIn,
  boundaryOf,
  boundaryRowsOf,
  DAY_MS,
  enforce,
  ownPoliciesOf,
  release,
  waitingIn,
} from '../support/enforcement';
import { describeIam } from '../support/recorded-states/iam';
import { adminsIam, arnOf, fire } from '../support/recorded-states/play';
import { recordedObject, recordingNamed, recordings, type Recording } from '../support/recorded-states/recording';
import { inRestored } from '../support/recorded-states/restore';
import { deny, denyRowsOf } from '../support/unused-services';

const ANYTHING = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
});

/** How many reports Access Advisor was asked for. */
const reports = (account: EmbeddedAccount) =>
  account.calls({ service: 'iam', action: 'GenerateServiceLastAccessedDetails' }).length;

/** What a policy says. */
function documentOf(account: EmbeddedAccount, arn: string | undefined): PolicyDocument {
  const policy = account.snapshot().policies.find((one) => one.arn === arn);
  const text = policy?.versions[policy.defaultVersion];
  if (text === undefined) throw new Error(`there is no policy ${String(arn)}`);
  return JSON.parse(text) as PolicyDocument;
}

/** Every action that a policy of the recorded account names; `Any` stands for a whole service. */
function callsOf({ iam }: Recording): readonly string[] {
  const named = [...JSON.stringify(iam).matchAll(/"([\w-]+:)(\w+|\*)"/g)];
  return [...new Set(named.map(([, service = '', action = '']) => `${service}${action === '*' ? 'Any' : action}`))];
}

/** Which calls the project's boundaries let through, by the name of the principal. */
function letThrough(account: EmbeddedAccount, calls: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const bounded = [...boundariesIn(account)].filter(([, arn]) => arn?.startsWith(ownArn('')));
  return new Map(
    bounded.map(([name, arn]) => {
      const document = documentOf(account, arn);
      return [name, calls.filter((call) => mayWithin(document, call))];
    }),
  );
}

/** Calls that a principal's boundary let through before and denies now; without a boundary nothing is denied. */
function lostSince(before: ReturnType<typeof letThrough>, account: EmbeddedAccount, calls: readonly string[]) {
  const now = letThrough(account, calls);
  return [...before].flatMap(([name, could]) =>
    could.filter((call) => now.get(name)?.includes(call) === false).map((call) => `${name}: ${call}`),
  );
}

/**
 * Rewrites a role's boundary for good, and grants the role more, so that no run means the old text any more: then it is
 * known from the bucket alone.
 */
async function alterBoundaryOf(account: EmbeddedAccount, name: string): Promise<void> {
  const [iam, PolicyArn] = [adminsIam(account), boundaryOf(account, name)];
  await iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: ANYTHING, SetAsDefault: true }));
  await iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId: 'v1' }));
  const more = { RoleName: name, PolicyName: 'more', PolicyDocument: allowing('glacier') };
  await iam.send(new PutRolePolicyCommand(more));
}

describe.each(recordings())('the state recorded as %s', (file) => {
  const recording = recordingNamed(file);
  const { cast } = recording;

  it('is continued: the next upkeep bounds those who still wait and nobody else, and a change run a month later narrows nobody', () =>
    inRestored(recording, async (account) => {
      const { granted, kept, needsAgain, adopted, flippedOnce } = cast;
      const [recorded, calls] = [boundariesIn(account), callsOf(recording)];
      const before = letThrough(account, calls);
      expect(before.size).toBeGreaterThan(8);
      for (const { name, service } of [granted, kept]) expect(before.get(name)).toContain(`${service}:Any`);
      expect(before.get(needsAgain.name)).not.toContain(`${needsAgain.service}:Any`);

      await enforce(account, 'next-upkeep', { purpose: 'upkeep', days: 1 });
      expect(summaryOf(account, 'next-upkeep').counts).toMatchObject({ failed: 0, changed: cast.waiting.length });
      const own = expect.stringContaining(ownArn('')) as unknown;
      expect(boundariesIn(account)).toEqual(
        new Map([...recorded, ...cast.waiting.map((name) => [name, own] as const)]),
      );
      expect(boundaryOf(account, cast.released)).toBeUndefined();
      expect([waitingIn(account), reports(account)]).toEqual([0, 0]);
      const bounded = boundariesIn(account);
      await deny(account, 'denies-observed');
      expect([boundariesIn(account), denyRowsOf(account, 'denies-observed').size]).toEqual([
        bounded,
        recording.iam.users.length,
      ]);

      const adoptedBy = boundaryOf(account, adopted);
      const said = documentOf(account, adoptedBy);
      await alterBoundaryOf(account, adopted);
      await adminsIam(account).send(new DeleteRolePermissionsBoundaryCommand({ RoleName: flippedOnce }));
      await enforce(account, 'change-a-month-later', { days: 31 });
      expect(reports(account)).toBeGreaterThan(before.size);
      expect(lostSince(before, account, calls)).toEqual([]);
      expect(documentOf(account, adoptedBy)).toEqual(said);
      // Someone else removed it for the second time, so runs leave the role alone.
      expect(boundaryOf(account, flippedOnce)).toBeUndefined();
    }));

  it('remembers what a resource policy granted: a role keeps it where the policy cannot be read any more', () =>
    inRestored(recording, async (account) => {
      const recorded = boundariesIn(account);
      account.failNext('sqs', 'ListQueues', 'AccessDenied', { status: 403 });
      await enforce(account, 'next-upkeep', { purpose: 'upkeep', days: 1 });
      const row = boundaryRowsOf(account, 'next-upkeep').get(cast.kept.name);
      expect(row?.keptByResourcePolicy).toEqual([{ service: cast.kept.service }]);
      expect(boundariesIn(account)).toEqual(recorded);
    }));

  it('is known to people: an upkeep that finds nothing new tells nobody anything again, and the last success is known', () =>
    inRestored(
      recording,
      async (account) => {
        account.clock.advance(DAY_MS);
        await fire(account, `${WATCH}-daily`);
        expect(account.logs(WATCH).join('\n')).toContain('"DaysSinceSuccess":1.0');

        await enforce(account, 'next-upkeep', { purpose: 'upkeep' });
        const { name, service } = cast.needsAgain;
        expect(boundaryRowsOf(account, 'next-upkeep').get(name)?.decision.needsAgain).toEqual([service]);
        await fire(account, LOOK_RULE, `${REVOKER}-tell`);
        expect(subjects(account)).toEqual([]);
      },
      // A boundary that one of these gets would be told.
      { gone: cast.waiting },
    ));

  it('keeps denied users denied without a second notice until a release, and knows its admins', () =>
    inRestored(recording, async (account) => {
      const denied = [cast.rogue, cast.packed, cast.cornered];
      const group = new CreateGroupCommand({ GroupName: 'again' });
      const callAs = (name: string) => iamOf(account, account.credentialsOf(name)).send(group);
      for (const name of denied) await expect(callAs(name)).rejects.toThrow('explicit deny');
      await adminsIam(account).send(new AddUserToGroupCommand({ GroupName: 'Administrators', UserName: 'bob' }));
      await account.idle();
      expect([subjects(account), account.deadLetters()]).toEqual([[], []]);

      for (const name of denied) await release(account, { principal: arnOf(account, 'user', name) });
      const { users } = await describeIam(account);
      const those = (all: typeof users) => all.filter(({ name }) => denied.includes(name));
      expect(those(users)).toEqual(those(recording.before.users));
      account.clock.advance(5_000);
      await callAs(cast.rogue);
      await account.idle();
      expect(subjects(account).at(-1)).toContain('IAM access revoked: rogue');
    }));

  it('is given back by a release of a run and then of everything: IAM is as before, with what people changed since', () =>
    inRestored(recording, async (account, own) => {
      const { released } = await release(account, { run: cast.run.id });
      const names = released.map(({ principal }) => principal.split('/').at(-1) ?? '');
      expect(names).toEqual(expect.arrayContaining(cast.run.bounded));
      expect(cast.run.bounded.map((name) => boundaryOf(account, name))).toEqual(cast.run.bounded.map(() => undefined));

      const { left } = await release(account, { all: true });
      expect(left).toBeUndefined();
      const { inline = {} } = recording.iam.roles.find(({ name }) => name === cast.granted.name) ?? {};
      const { roles, ...before } = recording.before;
      const meanwhile = roles.map((role) => (role.name === cast.granted.name ? { ...role, inline } : role));
      expect(await describeIam(account, own)).toEqual({ ...before, roles: meanwhile });
      await expect(ownPoliciesOf(account)).resolves.toEqual([]);
    }));

  it('repeats: the functions of the last run, invoked with the same payloads, write the same again and change nothing', () =>
    inRestored(
      recording,
      async (account) => {
        const boundaries = boundariesIn(account);
        for (const [name, payload] of Object.entries(recording.payloads))
          await expect(account.invoke(name, payload)).resolves.toMatchObject({ kind: 'done' });
        // A later version may say more in a row, and has more columns then.
        const ofRuns = Object.entries(recording.evidence).filter(
          ([key]) => key.startsWith(RUNS) && !key.endsWith('.csv'),
        );
        const stored = account.objects(EVIDENCE, RUNS).map(({ key, body }) => [key, recordedObject(body.toString())]);
        expect(Object.fromEntries(stored)).toMatchObject(Object.fromEntries(ofRuns));
        expect(boundariesIn(account)).toEqual(boundaries);
        expect(subjects(account)).toEqual([]);
      },
      // Summaries name the project's own roles, and each guardrail has roles of its own.
      { newer: { unusedServiceDeny: { mode: 'off' } } },
    ));
});
