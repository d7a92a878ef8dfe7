import { mailOf, type Mail } from '../../src/notify/render/text';
import type { UnreadableEntry } from '../../src/domain/ledger/unreadable-entry';
import type { AcceptOutcome, Found, Others, Releaser } from '../../src/release/releaser';
import { release, type ReleasePorts } from '../../src/release/release';
import { anOutcome } from '../support/releasers';
import { aUser } from '../support/revoker';

const MINUTE_MS = 60_000;
const ada = aUser();
const ALL = { all: true };
const OUT_OF_TIME = new RangeError('no time');

/** A guardrail that the project does not have: it puts users and roles to sleep. */
const aReleaser = (guardrail: string, overrides: Partial<Releaser> = {}): Releaser => ({
  ...{ guardrail, holds: ['user', 'role'], hasRuns: true, headlines: [`${guardrail} woke somebody`] },
  jobs: () => Promise.resolve(jobsOf(guardrail, ada.arn)),
  ...overrides,
});

const jobsOf = (guardrail: string, ...arns: readonly string[]): Found => ({
  kind: 'jobs',
  jobs: arns.map((arn) => ({ whom: arn, release: () => Promise.resolve(woken(guardrail, arn)) })),
});
const woken = (guardrail: string, principal: string) =>
  anOutcome({
    released: { principal, takenBack: [{ kind: 'slept', guardrail }], notGivenBack: [] },
    words: {
      headline: `${guardrail} woke somebody`,
      takenAway: [`a pill of ${guardrail}`],
      givenBack: [],
      remains: [],
    },
  });
const unknownTo = (why: string) => ({ jobs: () => Promise.resolve({ kind: 'unknown-run' as const, why }) });

/** Plays a request, and says what was answered, logged and told. */
async function released(
  event: object,
  releasers: readonly Releaser[],
  { remainingMs = MINUTE_MS, unread = [] }: { remainingMs?: number; unread?: readonly UnreadableEntry[] } = {},
) {
  const done: { lines: object[]; notices: Mail[]; endsAfterMs?: number } = { lines: [], notices: [] };
  const ports: ReleasePorts = {
    ...{ clock: { now: () => 0, sleep: () => Promise.resolve() }, runbook: 'docs/runbook.md' },
    accountId: '111122223333',
    alert: (notice) => Promise.resolve(void done.notices.push(mailOf(notice))),
    log: (line) => void done.lines.push(line),
    ranOut: (error) => error === OUT_OF_TIME,
    releasers: (endsAfterMs, unreadable) => {
      done.endsAfterMs = endsAfterMs;
      unread.forEach(unreadable);
      return releasers;
    },
  };
  const answer = await release(event, remainingMs, ports).catch((error: unknown) => String(error));
  return { ...done, answer };
}

const [doors, windows] = [
  aReleaser('doors', { holds: ['user'], hasRuns: false }),
  aReleaser('windows', unknownTo('windows: never heard of it')),
];

describe('a guardrail that a catalogue is given', () => {
  it('is asked by its name: its releases are done, answered, logged and told in its words', async () => {
    const event = { principal: ada.arn, guardrail: 'sleep' };
    const { answer, lines, notices } = await released(event, [doors, windows, aReleaser('sleep')]);
    const line = { principal: ada.arn, takenBack: [{ kind: 'slept', guardrail: 'sleep' }], notGivenBack: [] };
    expect(answer).toEqual({ released: [line] });
    expect(lines).toEqual([{ guardrail: 'release', ...line }]);
    expect(notices.map(({ subject }) => subject)).toEqual([`sleep woke somebody: ${ada.name}`]);
    expect(notices[0]?.body).toContain('Taken away: a pill of sleep\n');
  });

  it('is asked with all others for everybody, in their order', async () => {
    const { answer, notices } = await released(ALL, [aReleaser('doors'), aReleaser('sleep')]);
    expect(answer).toMatchObject({
      released: [{ takenBack: [{ guardrail: 'doors' }] }, { takenBack: [{ guardrail: 'sleep' }] }],
    });
    expect(notices.map(({ subject }) => subject)).toEqual(['doors woke somebody: 2 principals']);
  });

  it('is found by its run, which another does not know', async () => {
    const { answer } = await released({ run: 'night-1' }, [doors, windows, aReleaser('sleep')]);
    expect(answer).toMatchObject({ released: [{ takenBack: [{ guardrail: 'sleep' }] }] });
  });

  it('is named with all others that do not know a run', async () => {
    const sleep = aReleaser('sleep', unknownTo('sleep: no such night'));
    const { answer, notices } = await released({ run: 'night-1' }, [doors, windows, sleep]);
    expect(answer).toBe('Error: run night-1: windows: never heard of it; sleep: no such night');
    expect(notices).toEqual([]);
  });

  it('is asked alone where a request names it', async () => {
    const { answer } = await released({ run: 'night-1', guardrail: 'windows' }, [windows, aReleaser('sleep')]);
    expect(answer).toBe('Error: run night-1: windows: never heard of it');
  });
});

describe('a request that names no guardrail', () => {
  it.each([
    ['user', ada.arn, 'doors'],
    ['role', 'arn:aws:iam::111122223333:role/etl', 'sleep'],
  ])('is about the first that holds a %s', async (_, principal, guardrail) => {
    const { answer } = await released({ principal }, [doors, aReleaser('sleep'), aReleaser('other')]);
    expect(answer).toMatchObject({ released: [{ takenBack: [{ guardrail }] }] });
  });
});

describe('a request for what a guardrail does not do', () => {
  const nights = aReleaser('nights', { holds: ['role'], hasRuns: false });

  it.each([
    [{ principal: ada.arn, guardrail: 'nights' }, `the nights holds roles only; leave "guardrail" out`],
    [{ run: 'night-1', guardrail: 'nights' }, 'guardrail "nights": it has no runs; leave it out'],
    [{ ...ALL, guardrail: 'days' }, '"guardrail" may be "doors" or "nights"'],
  ])('%j is refused by what its releaser says of itself', async (event, words) => {
    const { answer, lines } = await released(event, [doors, nights]);
    expect(answer).toContain(words);
    expect(lines).toEqual([]);
  });
});

describe("a person's word for somebody", () => {
  const accept = { accept: ada.id, group: 'Sleepers' };
  const notice: AcceptOutcome['notice'] = {
    class: 'incident',
    ...{ guardrail: 'nights', accountId: '111122223333', thread: 'one' },
    ...{ headline: 'Believed: ada', happened: [], done: [], actions: [], facts: [], lists: [], links: [] },
  };
  const believing = aReleaser('nights', {
    accept: ({ id, group }) => Promise.resolve({ accepted: { believed: id, in: group }, notice }),
  });

  it('is given to the first that takes one: answered, logged and told in its words', async () => {
    const { answer, lines, notices } = await released(accept, [doors, believing, aReleaser('sleep')]);
    const accepted = { believed: ada.id, in: 'Sleepers' };
    expect(answer).toEqual({ accepted });
    expect(lines).toEqual([{ guardrail: 'release', accepted }]);
    expect(notices.map(({ subject }) => subject)).toEqual(['Believed: ada']);
  });

  it('is nobody told of that was not taken', async () => {
    const refusing = aReleaser('nights', { accept: () => Promise.reject(new Error('never seen')) });
    const { answer, lines, notices } = await released(accept, [refusing]);
    expect([answer, lines, notices]).toEqual(['Error: never seen', [], []]);
  });

  it('is refused where none takes one', async () => {
    const { answer } = await released(accept, [doors, windows]);
    expect(answer).toBe('Error: guardrail "doors", "windows": it accepts nobody; leave it out');
  });
});

describe('what a releaser hears of others', () => {
  const asleep = (guardrail: string) => aReleaser(guardrail, { stands: ({ name }) => `${guardrail} holds ${name}` });
  const hearing = async (event: object, ...others: readonly Releaser[]) => {
    let heard: Others = () => [];
    const jobs: Releaser['jobs'] = (_, what) => {
      heard = what;
      return Promise.resolve(jobsOf('doors'));
    };
    await released(event, [{ ...doors, jobs }, ...others]);
    return heard(ada);
  };

  it('is what those hold that the request does not ask', async () => {
    const others = [asleep('sleep'), aReleaser('silent'), asleep('dream')];
    expect(await hearing({ principal: ada.arn }, ...others)).toEqual([
      `sleep holds ${ada.name}`,
      `dream holds ${ada.name}`,
    ]);
  });

  it('is nothing of those that the same request asks', async () => {
    expect(await hearing(ALL, asleep('sleep'))).toEqual([]);
  });
});

describe('what is left to tidy', () => {
  const tidy = (...arns: readonly string[]) =>
    jest.fn<Promise<readonly string[]>, [boolean]>(() => Promise.resolve(arns));

  it.each([
    [ALL, true],
    [{ principal: ada.arn, guardrail: 'sleep' }, false],
  ])('is tidied for %j by those it asks, of everything: %s', async (event, everything) => {
    const [mine, others] = [tidy('arn:sheet', 'arn:pillow'), tidy()];
    const { answer } = await released(event, [
      aReleaser('sleep', { tidy: mine }),
      aReleaser('other', { tidy: others }),
    ]);
    expect(answer).toMatchObject({ deleted: ['arn:sheet', 'arn:pillow'] });
    expect(mine.mock.calls).toEqual([[everything]]);
    expect(others).toHaveBeenCalledTimes(everything ? 1 : 0);
  });

  it('waits where somebody is left for want of time', async () => {
    const mine = tidy('arn:sheet');
    const { answer, notices } = await released(ALL, [aReleaser('sleep', { tidy: mine })], { remainingMs: 19_999 });
    expect(answer).toMatchObject({ released: [], left: 1, next: expect.stringContaining('invoke again') as string });
    expect([mine.mock.calls, notices]).toEqual([[], []]);
  });

  it('is left for another time where the time is over, and fails otherwise; people know by then', async () => {
    const failing = (error: Error) => [aReleaser('sleep', { tidy: () => Promise.reject(error) })];
    const late = await released(ALL, failing(OUT_OF_TIME));
    expect(late.answer).toMatchObject({ left: 0, next: expect.stringContaining('invoke again') as string });
    const broken = await released(ALL, failing(new Error('broken bed')));
    expect(broken.answer).toBe('Error: broken bed');
    expect([late.notices.length, broken.notices.length]).toEqual([1, 1]);
  });
});

describe('a release', () => {
  it('lets no call be made in the last seconds of the function', async () => {
    expect((await released(ALL, [aReleaser('sleep')])).endsAfterMs).toBe(55_000);
  });

  it('tells nobody where there was nobody to release', async () => {
    const { answer, notices } = await released(ALL, [
      aReleaser('sleep', { jobs: () => Promise.resolve(jobsOf('sleep')) }),
    ]);
    expect([answer, notices]).toEqual([{ released: [] }, []]);
  });

  it('logs an entry of the ledger that nobody can read, and fails for it once people know', async () => {
    const entry = { pk: '111122223333#AIDAEVE', sk: 'sleep#night-000001', why: 'no change' };
    const { answer, lines, notices } = await released(ALL, [aReleaser('sleep')], { unread: [entry] });
    expect(answer).toContain('1 released, 1 not: entry 111122223333#AIDAEVE sleep#night-000001');
    expect(lines).toContainEqual({ guardrail: 'release', msgtype: 'unreadable-entry', ...entry });
    expect(notices).toHaveLength(1);
  });
});
