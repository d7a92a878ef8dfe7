import type { ChannelDelivery } from '../../src/aws/events/deliveries';
import type { Notice } from '../../src/domain/notice/notice';
import { deliver, type DeliverPorts } from '../../src/notify/deliver';
import { NotNow, pauseOf, Refused } from '../../src/notify/later';
import { messageOf } from '../../src/notify/message';
import { aNotice } from '../support/notices';

const NOW = new Date('2026-11-29T03:00:00Z');
const forEver = () => 60_000;

/** A message of the queue, as SNS puts it there. */
function aDelivery(id: string, overrides: Partial<Notice> = {}, attempt = 1): ChannelDelivery {
  const { body, attributes } = messageOf(aNotice(overrides), id);
  const { sqs } = JSON.parse(body) as { sqs: string };
  const MessageAttributes = Object.fromEntries(
    Object.entries(attributes).map(([name, Value]) => [name, { Type: 'String', Value }]),
  );
  const wrapped = { Type: 'Notification', MessageId: `sns-${id}`, Message: sqs, MessageAttributes };
  return { deliveryId: `m-${id}`, receiptHandle: `r-${id}`, attempt, body: JSON.stringify(wrapped) };
}

/** What a channel does with each notice. @default it takes it */
function someChannel(outcomes: Readonly<Record<string, Error>> = {}) {
  const told: string[] = [];
  const hidden: [string, number][] = [];
  const buried: [string, string][] = [];
  const logged: object[] = [];
  const marked = new Set<string>();
  const keyOf = ({ principalId, entryId }: { principalId: string; entryId: string }) => `${principalId} ${entryId}`;
  const ports: DeliverPorts = {
    ...{ accountId: '111122223333', channel: 'security', now: () => NOW },
    tell: ({ id }) => {
      const error = outcomes[id];
      if (error !== undefined) return Promise.reject(error);
      told.push(id);
      return Promise.resolve();
    },
    ledger: {
      claim: (entry) => Promise.resolve(!marked.has(keyOf(entry))),
      giveUp: () => Promise.resolve(),
      markTold: (entry) => Promise.resolve(void marked.add(keyOf(entry))),
    },
    queue: {
      hide: ({ deliveryId }, seconds) => Promise.resolve(void hidden.push([deliveryId, seconds])),
      bury: ({ deliveryId }, error) => Promise.resolve(void buried.push([deliveryId, error])),
    },
    log: (line) => void logged.push(line),
  };
  return { ports, told, hidden, buried, logged };
}

describe('a batch of notices', () => {
  it('is told in the order of importance, and of arrival within a class', async () => {
    const { ports, told } = someChannel();
    const batch = [
      aDelivery('heartbeat', { class: 'heartbeat' }),
      aDelivery('digest', { class: 'digest' }),
      aDelivery('first', { class: 'incident' }),
      aDelivery('action', { class: 'action-needed' }),
      aDelivery('second', { class: 'incident' }),
    ];
    await expect(deliver(batch, forEver, ports)).resolves.toEqual({ batchItemFailures: [] });
    expect(told).toEqual(['first', 'second', 'action', 'digest', 'heartbeat']);
  });

  it('waits for as long as the channel asks, the more important first again, and is not tried meanwhile', async () => {
    const { ports, told, hidden } = someChannel({ incident: new NotNow('HTTP 429', 40) });
    const batch = [aDelivery('digest', { class: 'digest' }), aDelivery('incident'), aDelivery('other', {}, 3)];
    await expect(deliver(batch, forEver, ports)).resolves.toEqual({
      batchItemFailures: ['m-incident', 'm-other', 'm-digest'].map((itemIdentifier) => ({ itemIdentifier })),
    });
    expect(told).toEqual([]);
    expect(hidden).toEqual([
      ['m-incident', 40],
      ['m-other', 41],
      ['m-digest', 42],
    ]);
  });

  it('keeps what was told before the channel failed, and goes on once: the notice itself may be why', async () => {
    const { ports, told, hidden } = someChannel({ two: new NotNow('HTTP 503'), four: new NotNow('HTTP 503') });
    const batch = ['one', 'two', 'three', 'four', 'five'].map((id) => aDelivery(id));
    const { batchItemFailures } = await deliver(batch, forEver, ports);
    expect(told).toEqual(['one', 'three']);
    expect(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(['m-two', 'm-four', 'm-five']);
    expect(hidden.map(([, seconds]) => seconds)).toEqual([30, 31, 32]);
  });

  it('waits without a word to the channel where the function has no time left for its answer', async () => {
    const { ports, told, hidden } = someChannel();
    let remaining = 20_000;
    const batch = ['one', 'two', 'three'].map((id) => aDelivery(id));
    const { batchItemFailures } = await deliver(batch, () => (remaining -= 6_000), ports);
    expect(told).toEqual(['one']);
    expect(batchItemFailures).toHaveLength(2);
    expect(hidden).toEqual([
      ['m-two', 1],
      ['m-three', 2],
    ]);
  });

  it('goes on after what the channel will never take, which is buried with the reason', async () => {
    const { ports, told, buried, logged } = someChannel({ one: new Refused('HTTP 404') });
    await expect(deliver([aDelivery('one'), aDelivery('two')], forEver, ports)).resolves.toEqual({
      batchItemFailures: [],
    });
    expect(told).toEqual(['two']);
    expect(buried).toEqual([['m-one', 'security: HTTP 404']]);
    expect(logged).toContainEqual(expect.objectContaining({ notice: 'one', outcome: 'refused', why: 'HTTP 404' }));
  });

  it('tells a notice once, however many copies of it come', async () => {
    const { ports, told, logged } = someChannel();
    const copy = { ...aDelivery('one'), deliveryId: 'copy' };
    await deliver([aDelivery('one'), copy], forEver, ports);
    await deliver([copy], forEver, ports);
    expect(told).toEqual(['one']);
    expect(logged).toMatchObject([{ outcome: 'told' }, { outcome: 'told-before' }, { outcome: 'told-before' }]);
  });

  it('fails as a whole where something of AWS fails: what was told is in the ledger', async () => {
    const { ports } = someChannel({ one: new Error('the ledger is gone') });
    await expect(deliver([aDelivery('one')], forEver, ports)).rejects.toThrow('the ledger is gone');
  });

  it.each([
    ['no envelope of SNS', 'text', 'the message is not in the form in which SNS delivers to queues'],
    [
      'a notice of another form',
      JSON.stringify({
        MessageId: 'x',
        Message: JSON.stringify({ version: 1, notice: { ...aNotice(), headline: 1, secretly: 'xyz' } }),
        MessageAttributes: { class: { Value: 'incident' } },
      }),
      'the message is no notice of version 1: notice.headline',
    ],
  ])('buries %s, and names what is wrong without what it holds', async (_, body, why) => {
    const { ports, buried } = someChannel();
    await deliver([{ ...aDelivery('one'), body }], forEver, ports);
    expect(buried).toEqual([['m-one', `security: ${why}`]]);
  });
});

describe('the pause before the next attempt', () => {
  it('doubles from half a minute to a quarter of an hour', () => {
    expect([1, 2, 3, 4, 5, 6, 12].map((attempt) => pauseOf(attempt, 0))).toEqual([30, 60, 120, 240, 480, 900, 900]);
  });

  it('is what the channel asks for, as far as SQS can hide a message', () => {
    expect(pauseOf(5, 0, 7)).toBe(7);
    expect(pauseOf(1, 2, 0.4)).toBe(3);
    expect(pauseOf(1, 0, 1_000_000)).toBe(43_000);
  });
});
