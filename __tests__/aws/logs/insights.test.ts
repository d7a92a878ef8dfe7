import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { logSearch, MOST_ROWS } from '../../../src/aws/logs/insights';
import { refusedCallsIn } from '../../../src/aws/logs/refused-calls';
import { queryOf } from '../../../src/embedded-account/logs/query';

const QUERY = { text: 'limit 1', from: new Date(1_000_400), to: new Date(2_000_400) };

/** A client that answers looks so, the last answer again and again. */
function asked(...looks: readonly (object | Error)[]) {
  const sent: { readonly name: string; readonly input: object }[] = [];
  let at = 0;
  const send = (command: object & { readonly input: object }) => {
    const name = command.constructor.name.replace('Command', '');
    sent.push({ name, input: command.input });
    if (name === 'StartQuery') return Promise.resolve({ queryId: 'q' });
    const answer = looks[Math.min(at++, looks.length - 1)] ?? {};
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  let time = 0;
  const clock = {
    now: () => time,
    sleep: (ms: number) => {
      time += ms;
      return Promise.resolve();
    },
  };
  const search = logSearch({ send } as unknown as CloudWatchLogsClient, clock, '/pre/trail');
  return { sent, search };
}

describe('a query of a log group', () => {
  it('is waited for, and its rows are read by the names of their fields', async () => {
    const { sent, search } = asked(
      { status: 'Scheduled' },
      { status: 'Running' },
      {
        status: 'Complete',
        results: [
          [
            { field: 'eventSource', value: 'sqs.amazonaws.com' },
            { field: 'at', value: 'now' },
          ],
        ],
        statistics: { bytesScanned: 7 },
      },
    );
    expect(await search(QUERY)).toEqual({
      ...{ kind: 'complete', scannedBytes: 7, rows: [{ eventSource: 'sqs.amazonaws.com', at: 'now' }] },
    });
    expect(sent[0]?.input).toEqual({
      ...{ logGroupName: '/pre/trail', queryString: 'limit 1', limit: MOST_ROWS, startTime: 1000, endTime: 2001 },
    });
    expect(sent.map(({ name }) => name)).toEqual(['StartQuery', ...Array<string>(3).fill('GetQueryResults')]);
  });

  it.each(['Failed', 'Timeout', 'Cancelled', 'Unknown'])(
    'that ends as %s is an answer, and no error',
    async (status) => {
      expect(await asked({ status }).search(QUERY)).toEqual({ kind: 'failed', why: `the query ended as ${status}` });
    },
  );

  it('that is not done in time is stopped', async () => {
    const { sent, search } = asked({ status: 'Running' });
    expect(await search(QUERY)).toEqual({ kind: 'failed', why: 'the query was not done after 90 s and was stopped' });
    expect(sent.at(-1)).toEqual({ name: 'StopQuery', input: { queryId: 'q' } });
  });

  it('that is refused is an answer, and says why', async () => {
    const error = Object.assign(new Error('too many queries'), { name: 'LimitExceededException' });
    expect(await asked(error).search(QUERY)).toEqual({
      ...{ kind: 'failed', why: 'LimitExceededException: too many queries' },
    });
  });
});

describe('the query for refused calls', () => {
  const event = (more: object) => ({
    userIdentity: { type: 'IAMUser', principalId: 'AIDAADA' },
    ...{ eventSource: 'sqs.amazonaws.com', eventTime: '2026-06-01T00:00:00Z', errorCode: 'AccessDenied', ...more },
  });
  const found = async (...events: readonly object[]) => {
    const read = refusedCallsIn(({ text }) => {
      const rows = queryOf(text)(events as Parameters<ReturnType<typeof queryOf>>[0]);
      return Promise.resolve({ kind: 'complete', rows, scannedBytes: 1 });
    });
    const answer = await read(QUERY.from, QUERY.to);
    return answer.kind === 'complete' ? answer.calls : answer.why;
  };

  it('finds the latest of each user, by the unique id, and service', async () => {
    const calls = await found(
      event({}),
      event({ eventTime: '2026-06-02T00:00:00Z' }),
      event({ eventSource: 's3.amazonaws.com' }),
    );
    expect(calls).toEqual([
      { id: 'AIDAADA', source: 'sqs.amazonaws.com', at: '2026-06-02T00:00:00.000Z' },
      { id: 'AIDAADA', source: 's3.amazonaws.com', at: '2026-06-01T00:00:00.000Z' },
    ]);
  });

  it.each([
    [
      'says that an explicit deny of an identity policy refused it',
      { errorMessage: 'x with an explicit deny in an identity-based policy' },
    ],
    ['says nothing', {}],
    ['says no reason', { errorCode: 'Client.UnauthorizedOperation', errorMessage: 'You are not authorized.' }],
  ])('finds a call of which the service %s', async (_, more) => {
    expect(await found(event(more))).toHaveLength(1);
  });

  it.each([
    ['was allowed', { errorCode: undefined }],
    ['failed otherwise', { errorCode: 'ThrottlingException' }],
    ['no policy allows', { errorMessage: 'x because no identity-based policy allows the sqs:Y action' }],
    ['another policy denies', { errorMessage: 'x with an explicit deny in a service control policy' }],
    ['a role made', { userIdentity: { type: 'AssumedRole', principalId: 'AROA:x' } }],
    ['has no readable time', { eventTime: 'once' }],
  ])('leaves out a call that %s', async (_, more) => {
    expect(await found(event(more))).toEqual([]);
  });
});

it.each([
  'fields @message',
  'filter a = "b" | limit 1',
  'filter a > 5 | stats latest(x) as y by z | limit 1',
  'filter (a = "b" | stats latest(x) as y by z | limit 1',
])('the embedded account refuses a query that it does not understand: %s', (text) => {
  expect(() => queryOf(text)).toThrow('the embedded account does not understand');
});
