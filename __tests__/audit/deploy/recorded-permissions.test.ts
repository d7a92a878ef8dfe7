import { recordedPermissions, recordedReleaserNeeds } from '../../../src/audit/deploy/recorded-permissions';
import type { AuditNames } from '../../../src/audit/deploy/names';
import { SPARES_HELD } from '../../../src/domain/policy/held';
import { onlyBy } from '../../../src/domain/policy/only-by';
import type { Statement } from '../../../src/domain/policy/policy-document';
import { releasePermissions } from '../../../src/release/permissions';

const account = '111122223333';
const iam = (resource: string) => `arn:aws:iam::${account}:${resource}`;
const fn = (job: string) => `arn:aws:lambda:us-east-1:${account}:function:g-${job}`;
const ledgerArn = `arn:aws:dynamodb:us-east-1:${account}:table/g-ledger`;
const reservedRoles = [iam('role/aws-reserved/*')];

const names: AuditNames = {
  accountId: account,
  functions: {
    ...{ inventory: fn('inventory'), batch: fn('batch'), plan: fn('plan') },
    ...{ change: fn('change'), summary: fn('summary'), watch: fn('watch') },
  },
  ...{ users: iam('user/*'), groups: iam('group/*'), roles: iam('role/*') },
  untouchable: [iam('user/break-glass')],
  reserved: [iam('role/g/*'), ...reservedRoles],
  ...{ mode: 'enforce', opens: 'Trusts', bucketArn: 'arn:aws:s3:::g', base: 'base', evidenceBase: 'evidence' },
  ...{ ledgerArn, queueArn: `arn:aws:sqs:us-east-1:${account}:g-watch` },
};
const where = {
  ...{ ledgerArn, reservedRoles },
  ownRoleArn: (name: string) => iam(`role/g/${name}`),
  ownPolicyArn: (name: string) => iam(`policy/g/${name}`),
};
const calls = (opens: string, change: string) => ({
  ...{ opens, reads: { judging: [], changing: [] } },
  changes: [{ what: opens, make: [change], undo: [change], of: [iam('role/*'), iam('user/*')] }],
});
const CHANGE = 'iam:UpdateAssumeRolePolicy';
const own = calls('Trusts', CHANGE);

describe('a guardrail whose every change is recorded', () => {
  const permissions = recordedPermissions(names, own);

  it.each(['inventory', 'batch', 'plan', 'summary', 'watch'] as const)('changes nothing in its %s', (job) => {
    expect(JSON.stringify(permissions[job])).not.toContain(CHANGE);
  });

  it('reads and notes what is announced where it announces anything, and nowhere else', () => {
    const announcing = recordedPermissions(names, { ...own, announces: true });
    const about = (job: 'batch' | 'summary', of = announcing) =>
      of[job].filter(({ Resource }) => JSON.stringify(Resource).includes('announced.json'));
    expect(about('batch').map(({ Action }) => Action)).toEqual([['s3:GetObject']]);
    expect(about('summary')).toMatchObject([
      {
        Action: ['s3:GetObject', 's3:PutObject'],
        Resource: ['arn:aws:s3:::g/base/announced.json'],
        Condition: { ArnEquals: { 'lambda:SourceFunctionArn': fn('summary') } },
      },
    ]);
    expect([...about('batch', permissions), ...about('summary', permissions)]).toEqual([]);
  });

  it('spares protected principals, users with an open incident, the roles of the deployment and those of AWS', () => {
    const denies = permissions.change.filter(({ Effect }) => Effect === 'Deny');
    expect(denies).toEqual([
      onlyBy(fn('change')),
      {
        ...{ Sid: 'SpareUntouchable', Effect: 'Deny', Action: [CHANGE] },
        Resource: [iam('user/break-glass'), iam('role/g/*'), iam('role/aws-reserved/*')],
      },
      SPARES_HELD,
    ]);
  });

  it('never gives back what an entry says of a role of the deployment or of AWS', () => {
    expect(recordedReleaserNeeds(where, own).permissions).toContainEqual({
      ...{ Sid: 'SpareReservedTrusts', Effect: 'Deny', Action: [CHANGE] },
      Resource: [iam('role/g/*'), iam('role/aws-reserved/*')],
    });
  });

  it('states all that its releaser calls, so that any other guardrail may be left out', () => {
    const actions = recordedReleaserNeeds(where, own).permissions.flatMap(({ Action = [] }) => Action);
    expect(actions).toEqual(expect.arrayContaining(['iam:GetUser', 'iam:GetRole', 'iam:ListUsers', 'dynamodb:Query']));
  });
});

describe('a guardrail whose changes attach policies that its plan makes', () => {
  const policies = iam('policy/g/g-deny-*');
  const [make, undo] = [['iam:AttachRolePolicy'], ['iam:DetachRolePolicy']];
  const denying = {
    ...{ opens: 'Denies', policies, reads: { judging: [], changing: [] } },
    changes: [{ what: 'Denies', make, undo, of: [iam('role/*')], policies }],
  };
  const permissions = recordedPermissions(names, denying);
  const writes = /^iam:(?:Create|Delete|Set)\w*Policy/;
  const actionsOf = (statements: readonly Statement[]) =>
    statements.flatMap(({ Effect, Action = [] }) => (Effect === 'Allow' ? [Action].flat() : []));

  it('writes them in its plan alone, and attaches them in its change alone', () => {
    const jobs = Object.entries(permissions);
    const whoMay = (pattern: RegExp) =>
      jobs.flatMap(([job, statements]) => (actionsOf(statements).some((one) => pattern.test(one)) ? [job] : []));
    expect([whoMay(writes), whoMay(/^iam:(?:Attach|Detach)/)]).toEqual([['plan'], ['change']]);
  });

  it('attaches and detaches no other', () => {
    expect(permissions.change.find(({ Sid }) => Sid === 'ChangeDenies')).toEqual({
      ...{ Sid: 'ChangeDenies', Effect: 'Allow', Action: [...make, ...undo], Resource: [iam('role/*')] },
      Condition: { ArnLike: { 'iam:PolicyARN': policies } },
    });
  });

  it('releases by detaching them, and attaches nothing then', () => {
    const needs = recordedReleaserNeeds(where, denying).permissions;
    expect(needs.find(({ Sid }) => Sid === 'GiveBackDenies')).toMatchObject({
      ...{ Action: undo, Condition: { ArnLike: { 'iam:PolicyARN': policies } } },
    });
    expect(actionsOf(needs)).not.toContain(make[0]);
  });
});

describe('the policy of the release', () => {
  const release = (...needs: readonly ReturnType<typeof calls>[]) =>
    releasePermissions(
      { functionArn: fn('release'), ledgerArn },
      needs.flatMap((one) => recordedReleaserNeeds(where, one).permissions),
    );

  it('names each statement once, however many such guardrails there are', () => {
    const statements = release(own, calls('Keys', 'iam:UpdateAccessKey'));
    const sids = statements.map(({ Sid }) => Sid);
    expect(sids).toEqual([...new Set(sids)]);
    // They differ in their actions alone, and so they are one.
    expect(statements.find(({ Sid }) => Sid === 'GiveBackTrusts')).toMatchObject({
      ...{ Effect: 'Allow', Action: ['iam:UpdateAssumeRolePolicy', 'iam:UpdateAccessKey'] },
    });
  });

  it('is refused where two statements have one name, for IAM would refuse it at the deployment', () => {
    expect(() =>
      release(own, {
        ...own,
        changes: own.changes.map((one) => ({ ...one, policies: iam('policy/one') })),
      }),
    ).toThrow('the policy of the release has two statements GiveBackTrusts; name one otherwise');
  });
});
