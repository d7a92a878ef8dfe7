import { onScreen } from '../../../src/cli/audit/said';
import { startLine, unreadLine, endLine } from '../../../src/guardrails/permissions-boundary/report/log';
import { unreadResourceLine } from '../../../src/guardrails/permissions-boundary/report/plan-lines';
import { countsOf } from '../../../src/guardrails/permissions-boundary/run-summary';
import { ACCOUNT, NOW, someRules } from '../../support/permissions-boundary';

const ignored = { msgtype: 'ignored-evidence', message: 'evidence/1.json is ignored: it is no JSON' };
const run = { account: ACCOUNT, runId: 'observe-1', purpose: 'audit', startedAt: NOW.toISOString() } as const;

/** What a screen shows of lines that steps write into a log. */
function shown(...lines: readonly object[]) {
  const [said, warned]: [string[], string[]] = [[], []];
  const screen = onScreen({ say: (line) => said.push(line), warn: (line) => warned.push(line) });
  for (const line of lines) screen.log(line);
  screen.warnOfUnread();
  return { said, warned };
}

describe('the screen of a person who waits for a run', () => {
  it('says how many are asked about, and what is taken for something that it may not be', () => {
    expect(shown(startLine(run, someRules(), 12), unreadLine(run, 'a policy of bob is no policy'), ignored)).toEqual({
      said: [`Account ${ACCOUNT}: asking about 12 users, roles and groups, and changing nothing`],
      warned: [
        'Taken for one that may allow anything: a policy of bob is no policy',
        'evidence/1.json is ignored: it is no JSON',
      ],
    });
  });

  it('names resources that could not be read in one line, the first of many', () => {
    const buckets = ['a', 'b', 'c', 'd', 'e'].map((name) =>
      unreadResourceLine(run, `arn:aws:s3:::${name}`, 'AccessDenied'),
    );
    const { warned } = shown(...buckets);
    expect(warned).toHaveLength(1);
    expect(warned[0]).toMatch(/^Not read, .*arn:aws:s3:::a \(AccessDenied\).*2 more/);
  });

  it('shows nothing of the other lines', () => {
    expect(shown(endLine(run, someRules(), countsOf([], run.startedAt)), {}, { msgtype: 7 })).toEqual({
      said: [],
      warned: [],
    });
  });
});
