import { onScreen } from '../../../src/cli/preview/screen';
import { startLine, unreadLine, endLine } from '../../../src/guardrails/permissions-boundary/report/log';
import { unreadResourceLine } from '../../../src/guardrails/permissions-boundary/report/plan-lines';
import { countsOf } from '../../../src/guardrails/permissions-boundary/run-summary';
import { ACCOUNT, NOW, someRules } from '../../support/permissions-boundary';

const ignored = { msgtype: 'ignored-evidence', message: 'evidence/1.json is ignored: it is no JSON' };
const run = { account: ACCOUNT, runId: 'observe-1', purpose: 'audit', startedAt: NOW.toISOString() } as const;

/** What a screen shows of lines that steps write into a log. */
function shown(...lines: readonly object[]) {
  let at = 0;
  const [said, warned]: [string[], string[]] = [[], []];
  const screen = onScreen({
    say: (line) => said.push(line),
    warn: (line) => warned.push(line),
    clock: { now: () => at, sleep: () => Promise.resolve() },
  });
  for (const line of lines) {
    screen.log(line);
    at += 500;
  }
  screen.warnOfUnread();
  return { said, warned };
}

describe('the screen of a person who waits for a run', () => {
  it('says how many are asked about, and what is taken for something that it may not be', () => {
    expect(shown(startLine(run, someRules(), 12), unreadLine(run, 'a policy of bob is no policy'), ignored)).toEqual({
      said: [`Account ${ACCOUNT}, permissions-boundary: looking at 12 principals, and changing nothing`],
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

  it('says once what each guardrail comes upon', () => {
    const line = unreadLine(run, 'a policy of bob is no policy');
    expect(shown(line, line).warned).toHaveLength(1);
  });

  it('says how far the run is, no more than every two seconds', () => {
    const judged = Array.from({ length: 9 }, () => ({ msgtype: 'summary' }));
    const { said } = shown(startLine(run, someRules(), 9), ...judged);
    expect(said.slice(1)).toEqual(['1 of 9', '5 of 9', '9 of 9']);
  });

  it('shows nothing of the other lines', () => {
    expect(shown(endLine(run, someRules(), countsOf([], run.startedAt)), {}, { msgtype: 7 })).toEqual({
      said: [],
      warned: [],
    });
  });
});
