import { RUNBOOK } from '../../../../src/domain/notice/runbook';
import {
  countsOf,
  type PlanSummary,
  type Row,
  type RunSummary,
} from '../../../../src/guardrails/permissions-boundary/run-summary';
import { digestOf } from '../../../../src/guardrails/permissions-boundary/report/digest';
import { isWorthTelling } from '../../../../src/guardrails/permissions-boundary/report/digest-boundaries';
import { mailOf } from '../../../../src/notify/render/text';
import { OWN, ownArn } from '../../../support/boundaries';
import { ACCOUNT, aRow, NOW } from '../../../support/permissions-boundary';

const place = {
  ...{
    region: 'us-east-1',
    bucket: 'evidence',
    jsonKey: 'run/summary.json',
    csvKey: 'run/summary.csv',
    reportKey: 'run/report.html',
  },
  ...{ releaseFunction: 'iam-guardrails-release', own: OWN, runbook: RUNBOOK },
};
const arn = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;
const named = (name: string, overrides: Partial<Row> = {}) =>
  aRow({ name, arn: arn(name), id: `AROA${name.toUpperCase()}`, ...overrides });
const needing = (name: string, ...needsAgain: readonly string[]) =>
  named(name, { decision: { kind: 'bound', reason: 'used-some', needsAgain } });
const planned: PlanSummary = { mode: 'enforce', scope: 'everything', altered: [], collected: [], notPrincipal: [] };

const aSummary = (principals: readonly Row[], plan: Partial<PlanSummary> = {}, more: Partial<RunSummary> = {}) => ({
  ...({
    version: 1,
    guardrail: 'permissions-boundary',
    accountId: ACCOUNT,
    runId: 'run-1',
    purpose: 'change',
  } as const),
  ...{ startedAt: NOW.toISOString(), rules: {}, counts: countsOf(principals, NOW.toISOString()), principals },
  plan: { ...planned, ...plan },
  ...more,
});
const digest = (principals: readonly Row[], plan: Partial<PlanSummary> = {}, more: Partial<RunSummary> = {}) =>
  mailOf(digestOf(aSummary(principals, plan, more), place));

describe('the digest of a run that puts boundaries', () => {
  it('says what changed and who waits', () => {
    const { subject, body } = digest([
      named('etl', { boundary: { kind: 'done' } }),
      named('app', { boundary: { kind: 'left', reason: 'next-wave' } }),
      named('job', { boundary: { kind: 'stands' }, wouldChange: '' }),
    ]);
    expect(subject).toBe('IAM permissions: 1 boundary changed, nothing outstanding');
    expect(body).toContain('To be bounded: 3 (1 already right, 1 changed now, 1 waiting)');
    expect(body).toContain(`Boundaries changed (1):\n  ${arn('etl')}: boundary of 1 service (s3), takes away sqs\n`);
    expect(body).toMatch(
      /Waiting for a later run \(1\)\..*limits\.changesPerRun.*:\n {2}arn:aws:iam::111122223333:role\/app: boundary of/,
    );
    expect(body).not.toMatch(/would be/i);
  });

  it('says below what changed how to take all of it back', () => {
    const done = [named('etl', { boundary: { kind: 'done' } })];
    expect(digest(done).body).toContain(
      'take back all that this run changed, tags as well:\n     aws lambda invoke --region us-east-1 ' +
        `--function-name iam-guardrails-release --cli-binary-format raw-in-base64-out --payload '{"run":"run-1"}' release.json && cat release.json`,
    );
    expect(digest([named('etl')]).body).not.toContain('{"run"');
    expect(digest(done, {}, { runId: `it's` }).body).not.toContain('{"run"');
  });

  it('says which roles keep a service because a resource policy names them', () => {
    const kept = [
      { service: 'kms', by: ['arn:aws:kms:us-east-1:111122223333:key/1'], resources: 1 },
      { service: 's3', by: ['arn:aws:s3:::a', 'arn:aws:s3:::b'], resources: 2 },
    ];
    const row = named('etl', { boundary: { kind: 'done' }, keptByResourcePolicy: kept });
    for (const mode of ['enforce', 'observe'] as const) {
      expect(digest([row, named('app')], { mode }).body).toContain(
        '(kept-by-resource-policy) (1). A boundary lets through what only the policy of a resource grants to the role by name:\n' +
          `  ${arn('etl')} keeps kms, by arn:aws:kms:us-east-1:111122223333:key/1; s3, by arn:aws:s3:::a and 1 more\n`,
      );
    }
    expect(digest([named('app')]).body).not.toContain('kept-by-resource-policy');
  });

  describe('says of a resource that keeps a service for many roles', () => {
    const BUCKET = 'arn:aws:s3:::shared';
    const s3 = { service: 's3', by: [BUCKET], resources: 1 };
    const kms = { service: 'kms', by: ['arn:aws:kms:us-east-1:111122223333:key/1'], resources: 1 };
    const roles = (count: number) =>
      Array.from({ length: count }, (_, index) => named(`app-${index}`, { keptByResourcePolicy: [s3] }));
    const linesOf = (rows: readonly Row[]) => {
      const lines = digest(rows).body.split('\n');
      const begin = lines.findIndex((line) => line.includes('(kept-by-resource-policy)'));
      const roleLine = lines.find((line) => line.startsWith('Kept by resource policies:'));
      return [roleLine, ...lines.slice(begin + 1, lines.indexOf('', begin))];
    };

    it('so in one line with their number, and not in one for each', () => {
      const [heading, ...lines] = linesOf(roles(400));
      expect(heading).toMatch(/ something, for 400 roles$/);
      expect(lines).toEqual([
        `  ${BUCKET} keeps s3 for 400 roles: look for NotPrincipal, or a condition on aws:PrincipalArn, in its policy`,
      ]);
    });

    it('before roles that keep something else, which are still named, without that resource', () => {
      const [heading, ...lines] = linesOf([named('etl', { keptByResourcePolicy: [kms, s3] }), ...roles(400)]);
      expect(heading).toMatch(/ something, for 401 roles$/);
      expect(lines).toEqual([
        expect.stringContaining(`${BUCKET} keeps s3 for 401 roles`),
        `  ${arn('etl')} keeps kms, by ${kms.by[0]}`,
      ]);
    });

    it('and still names what keeps the same service for one of these roles alone', () => {
      const both = { service: 's3', by: [BUCKET, 'arn:aws:s3:::own'], resources: 3 };
      const [heading, ...lines] = linesOf([named('etl', { keptByResourcePolicy: [both] }), ...roles(5)]);
      expect(heading).toMatch(/ something, for 6 roles$/);
      expect(lines).toEqual([
        expect.stringContaining(`${BUCKET} keeps s3 for 6 roles`),
        `  ${arn('etl')} keeps s3, by arn:aws:s3:::own and 1 more`,
      ]);
    });

    it('and that there are others, where the summary names none of them', () => {
      const hidden = { service: 's3', by: [BUCKET], resources: 3 };
      expect(linesOf([named('etl', { keptByResourcePolicy: [hidden] }), ...roles(5)]).at(-1)).toBe(
        `  ${arn('etl')} keeps s3, by 2 more`,
      );
    });

    it.each([
      [5, 5, false],
      [6, 1, true],
    ])('nothing of its own for few: of %i roles there are %i lines', (count, expected, isOne) => {
      const [, ...lines] = linesOf(roles(count));
      expect(lines).toHaveLength(expected);
      expect(lines.join('')).toMatch(isOne ? /keeps s3 for 6 roles/ : /role\/app-0 keeps s3, by/);
    });

    it('the widest first, and no more lines than a mail can bear', () => {
      const by = (resource: string, count: number) =>
        Array.from({ length: count }, (_, index) =>
          named(`${resource}-${index}`, { keptByResourcePolicy: [{ service: 's3', by: [resource], resources: 1 }] }),
        );
      const lines = linesOf([...by('a', 6), ...by('b', 8), ...by('c', 7)]);
      expect(lines.slice(1).map((line) => line?.split(':')[0])).toEqual(
        [
          ['b', 8],
          ['c', 7],
          ['a', 6],
        ].map(([one, count]) => `  ${one} keeps s3 for ${count} roles`),
      );
      const many = linesOf(Array.from({ length: 12 }, (_, index) => by(`r${index}`, 6)).flat());
      expect(many).toHaveLength(12);
      expect(many.at(-1)).toBe('  and 2 more');
    });
  });

  it('says what could not be read', () => {
    const unread = [
      { arn: 'arn:aws:sqs:eu-west-1:111122223333:*', why: 'AccessDenied' },
      { arn: 'arn:aws:s3:::shut', why: 'AccessDenied' },
    ];
    const { body } = digest([named('app')], { unread });
    expect(body).toContain(
      'could not be read (2). Roles may lose what these grant:\n  not read: sqs in eu-west-1 (AccessDenied)\n  not read: arn:aws:s3:::shut (AccessDenied)\n',
    );
    expect(digest([named('app')]).body).not.toContain('not read');
  });

  it('says who is bounded by what they use because the names of what is unused find no room', () => {
    const { body } = digest([
      named('admin', { boundary: { kind: 'done', style: 'allowUsed' } }),
      named('job', { boundary: { kind: 'stands', style: 'allowUsed' }, wouldChange: '' }),
      named('etl', { boundary: { kind: 'done' } }),
    ]);
    expect(body).toContain(
      'Bounded by what they use (2). The names of all that is unused do not fit into a policy. What is granted to ' +
        `them later is let through from the next run on:\n  ${arn('admin')}: boundary of 1 service (s3)\n  ${arn('job')}: has that boundary`,
    );
    expect(digest([named('etl', { boundary: { kind: 'done' } })]).body).not.toContain('The names of all');
  });

  it('says which exemptions have ended, and which end soon', () => {
    const ending = (match: string, expires: string) => ({ match, owner: 'data', reason: 'moves\n', expires });
    const endingExemptions = [ending('name ci-*', '2026-05-01'), ending('tag x', NOW.toISOString().slice(0, 10))];
    const { body } = digest([named('etl')], {}, { endingExemptions });
    expect(body).toContain(
      'Exemptions that have ended, or end within two weeks (2). Extend them or take them out:\n' +
        '  name ci-*: ended after 2026-05-01 (owner: data, reason: moves )\n' +
        `  tag x: ends after ${NOW.toISOString().slice(0, 10)} (owner: data, reason: moves )`,
    );
    expect(digest([named('etl')]).body).not.toContain('Exemptions');
  });

  it('says what an exemption that ends covers', () => {
    const ending = { match: 'name ci-*', owner: 'data', reason: 'moves', expires: '2026-05-01' };
    const endingExemptions = [
      { ...ending, from: ['permissions-boundary', 'tags'] },
      { ...ending, from: ['tags'] },
    ];
    const { body } = digest([named('etl')], {}, { endingExemptions });
    expect(body).toContain('ended after 2026-05-01 (from: permissions-boundary and tags, owner: data, reason: moves)');
    expect(body).toContain('ended after 2026-05-01 (from: tags, owner: data, reason: moves)');
  });

  it('says whom a run holds back for the sake of NotPrincipal, and counts them as waiting', () => {
    const rows = [named('app', { boundary: { kind: 'left', reason: 'next-change-run' } }), named('job')];
    const { subject, body } = digest(rows, { scope: 'widening' });
    expect(subject).toBe('IAM permissions: 0 boundaries changed, 1 held back');
    expect(body).toContain('To be bounded: 2 (0 already right, 0 changed now, 1 waiting)');
    expect(body).toContain(`Held back (1). See the mail about NotPrincipal:\n  ${arn('app')}: boundary of`);
    expect(body).not.toContain('Nothing is outstanding');
  });

  it('holds nobody back in a run that only gives back, and in observe mode', () => {
    const rows = [named('app', { boundary: { kind: 'left', reason: 'next-change-run' } })];
    const upkeep = digest(rows, { scope: 'widening' }, { purpose: 'upkeep' });
    const observed = digest(rows, { scope: 'widening', mode: 'observe' });
    for (const { subject, body } of [upkeep, observed]) {
      expect(subject).toMatch(/, nothing outstanding$/);
      expect(body).not.toContain('Held back');
    }
    expect(upkeep.body).toContain('To be bounded: 1 (0 already right, 0 changed now, 0 waiting)');
  });

  it('says who tried again what is denied, and how to release them', () => {
    const { subject, body } = digest([needing('etl', 'sns', 'sqs')]);
    expect(subject).toBe('IAM permissions: 0 boundaries changed, 1 tried denied services again');
    expect(body).not.toContain('Nothing is outstanding');
    expect(body).toContain('Runbook, tried again: docs/runbook.md#permissions-boundary-needs-again\n');
    expect(body.replace(/\s+/g, ' ')).toContain('Released principals stay unbounded until the next change run, which');
    expect(body).toContain(
      `  ${arn('etl')}: sns, sqs\n    aws lambda invoke --region us-east-1 --function-name iam-guardrails-release ` +
        `--cli-binary-format raw-in-base64-out --payload '{"principal":"${arn('etl')}",` +
        `"guardrail":"permissions-boundary"}' release.json && cat release.json`,
    );
  });

  it('names no ARN in a command that would be more than a name to a shell', () => {
    const odd = arn(`';id;'/etl`);
    const { body } = digest([aRow({ arn: odd, id: 'AROAETL', decision: needing('x', 'sqs').decision })]);
    expect(body).toContain(`--payload '{"principal":"AROAETL","guardrail":"permissions-boundary"}'`);
    expect(body.split('\n').filter((line) => line.includes('invoke') && line.includes(';id;'))).toEqual([]);
  });

  it.each<[string, Row['boundary'], string]>([
    [
      'too large',
      { kind: 'left', reason: 'boundary-too-large', why: '7000 characters' },
      'boundary left (boundary-too-large: 7000 characters)',
    ],
    ['of an altered policy', { kind: 'left', reason: 'policy-altered' }, 'boundary left (policy-altered)'],
    ['without room', { kind: 'left', reason: 'no-policy-left' }, 'boundary left (no-policy-left)'],
    ['that changed meanwhile', { kind: 'left', why: 'changed since' }, 'boundary left (changed since)'],
    ['that failed', { kind: 'failed', why: 'LimitExceeded' }, 'boundary failed (LimitExceeded)'],
  ])('has somebody look at a boundary %s', (_, boundary, words) => {
    const { subject, body } = digest([named('etl', { ...(boundary && { boundary }) })]);
    expect(subject).toContain('1 to look at');
    expect(body).toContain(`To look at (1). The next run looks at each again:\n  ${arn('etl')}: ${words}`);
  });

  it('says whose boundary someone else removed twice, and how to begin anew', () => {
    const { body } = digest([named('etl', { boundary: { kind: 'left', reason: 'flipped' } })]);
    expect(body).toContain(
      `because someone else removed the boundary twice (1). To begin anew, run the command:\n  ${arn('etl')}\n    aws lambda invoke`,
    );
  });

  it('has somebody look at a boundary that stands and is not kept up, and says how to take it back', () => {
    const exempt = { kind: 'leave', reason: 'exempt', why: 'ships releases' } as const;
    const { subject, body } = digest([named('etl', { notKeptUp: true, decision: exempt })]);
    expect(subject).toContain('1 to look at');
    expect(body).toMatch(/Not kept up: +1\n/);
    expect(body).toContain(
      `  ${arn('etl')}: its boundary stands and is not kept up (exempt (ships releases))\n    aws lambda invoke`,
    );
  });

  it('says of whoever is to be bounded that the mode is why its boundary is not kept up', () => {
    const { body } = digest([named('etl', { notKeptUp: true })], { mode: 'observe' });
    expect(body).toContain(`  ${arn('etl')}: its boundary stands and is not kept up (mode observe)\n    aws lambda`);
  });

  it('has somebody look at a boundary that someone else removed', () => {
    const { subject, body } = digest([named('etl', { boundaryTaken: 'arn:one' })]);
    expect(subject).toContain('1 to look at');
    expect(body).toMatch(/Removed by others: +1\n/);
    expect(body).toContain(`  ${arn('etl')}: someone else removed its boundary arn:one\n    aws lambda invoke`);
  });

  it('warns of the boundary of whoever may administer IAM, and of nobody who gets none', () => {
    const admins = Array.from({ length: 11 }, (_, index) => named(`ops-${index}`, { administersIam: true }));
    const spared = named('spared', { administersIam: true, decision: { kind: 'leave', reason: 'exempt' } });
    const { body } = digest([...admins, spared, named('etl')], { mode: 'observe' });
    const first = admins.slice(0, 10).map((row) => `  ${row.arn}\n`);
    expect(body).toContain(
      `May administer IAM and is to be bounded (11). Exempt or protect those who repair things:\n${first.join('')}  and 1 more`,
    );
  });

  it.each<[string, Partial<Row>, boolean]>([
    ['of the project that waits to be narrower', { boundaryArn: ownArn('x') }, true],
    ['that was put now', { boundary: { kind: 'done' } }, true],
    ['that stands', { boundary: { kind: 'stands' } }, true],
    ['that is adopted', { boundaryArn: `arn:aws:iam::${ACCOUNT}:policy/adopted` }, false],
    ['that was left', { boundary: { kind: 'left', reason: 'next-wave' } }, false],
  ])('has whoever may administer IAM released from a boundary only where one stands: one %s', (_, row, isBounded) => {
    const { body } = digest([named('ops', { administersIam: true, ...row })]);
    const line = `  ${arn('ops')}: has a boundary; exempt it, then release it\n`;
    expect(body.includes(line)).toBe(isBounded);
    expect(body).toContain('May administer IAM and is to be bounded (1)');
  });

  it('asks for action where nobody can tell who is an admin, and says why once', () => {
    const why = 'the admin group Administrators (AGPAADMINS) is missing';
    const users = ['ann', 'bob'].map((name) =>
      named(name, { decision: { kind: 'leave', reason: 'admin-group', why } }),
    );
    const { subject, body } = digest([...users, named('etl', { boundary: { kind: 'failed', why: 'no' } })]);
    expect(subject).toMatch(/^ACTION NEEDED: IAM permissions: nobody can tell who is an admin; /);
    expect(body).toContain(
      `To look at (2). The next run looks at each again:\n  2 users left alone: ${why}\n  ${arn('etl')}: `,
    );
  });

  it('says who is bounded more widely than meant', () => {
    const { body } = digest([named('etl', { boundary: { kind: 'done', widened: ['ec2', 'sns'] } })]);
    expect(body).toContain(`  ${arn('etl')}: ec2, sns beyond what is meant`);
  });

  it('says which policies were altered, before everything about principals', () => {
    const altered = [
      { arn: 'arn:one', restored: true },
      { arn: 'arn:two', restored: false, why: 'nobody knows its text' },
    ];
    const { body } = digest([named('etl', { boundary: { kind: 'done' } })], { altered });
    expect(body).toContain('  arn:one: has its text back\n  arn:two: NOT restored (nobody knows its text)');
    expect(body.indexOf('arn:two')).toBeLessThan(body.indexOf('Boundaries changed'));
  });

  it.each([
    ['enforce', 'They deny every principal that has a boundary.'],
    ['observe', 'They deny every principal that gets a boundary.'],
  ] as const)('warns in mode %s of policies that deny everybody but some', (mode, words) => {
    const { body } = digest([named('etl')], { mode, notPrincipal: ['arn:aws:s3:::archive'] });
    expect(body).toContain(words);
    expect(body).toContain('  arn:aws:s3:::archive');
  });

  it('says in observe mode who would be bounded, without whom that stands', () => {
    const stands = named('job', { boundary: { kind: 'stands' }, wouldChange: '' });
    const { body } = digest([named('etl', { boundary: { kind: 'withheld' } }), stands], { mode: 'observe' });
    expect(body).toContain(`Would be bounded (1). Nothing was changed:\n  ${arn('etl')}`);
    expect(body).toContain('What to do:\n  Before you switch the guardrail to enforce mode, ask');
    for (const mode of ['enforce', 'observe'] as const) {
      expect(digest([stands], { mode }).body).not.toContain('Before you switch');
    }
  });
});

describe('an upkeep', () => {
  const worth = (row: Partial<Row>, plan: Partial<PlanSummary> = {}, needsMore = false) =>
    isWorthTelling(aSummary([named('etl', row)], plan, { purpose: 'upkeep' }), needsMore);

  it.each<[string, Partial<Row>, Partial<PlanSummary>, boolean]>([
    ['that found nothing', {}, {}, false],
    ['of whom all stand', { boundary: { kind: 'stands' } }, {}, false],
    ['of somebody who waits', { boundary: { kind: 'left', reason: 'next-change-run' } }, {}, false],
    ['of somebody known to be stuck', { boundary: { kind: 'left', reason: 'flipped' } }, {}, false],
    ['that put a boundary', { boundary: { kind: 'done' } }, {}, true],
    ['that could not put one', { boundary: { kind: 'failed', why: 'no' } }, {}, true],
    ['that someone else has changed since', { boundary: { kind: 'left', why: 'changed since' } }, {}, true],
    ['without a report', { decision: { kind: 'leave', reason: 'evidence-failed' } }, {}, true],
    ['that found an altered policy', {}, { altered: [{ arn: 'arn:p', restored: true }] }, true],
  ])('%s is told of: %#', (_, row, plan, expected) => {
    expect(worth(row, plan)).toBe(expected);
  });

  it('is told of where somebody needs something again that nobody was told of', () => {
    expect(worth({}, {}, true)).toBe(true);
  });
});
