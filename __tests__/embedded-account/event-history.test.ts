import { CloudTrailClient, LookupEventsCommand, type LookupEventsCommandInput } from '@aws-sdk/client-cloudtrail';
import { CreateGroupCommand, CreateUserCommand, type IAMClient } from '@aws-sdk/client-iam';
import type { EmbeddedAccount } from '../../src/embedded-account/account';
import type { AccountOptions } from '../../src/embedded-account/account-options';
import { EventBus } from '../../src/embedded-account/events/bus';
import { patternOf } from '../../src/embedded-account/events/pattern';
import type { CloudTrailEvent } from '../../src/embedded-account/events/cloudtrail';
import { EventDelivery } from '../../src/embedded-account/events/delivery';
import { anAccount, iamOf, stopAccounts } from './support/accounts';

// Real servers: seconds each on a busy machine.
jest.setTimeout(120_000);

const MINUTE = 60_000;
let account: EmbeddedAccount;
let client: CloudTrailClient;
let root: IAMClient;

async function begin(options: Partial<AccountOptions> = {}) {
  account = await anAccount(options);
  client = new CloudTrailClient({ ...account.clientFor(account.root), maxAttempts: 1 });
  root = iamOf(account, account.root);
}
afterEach(async () => {
  client.destroy();
  await stopAccounts();
});

const create = (name: string) => root.send(new CreateUserCommand({ UserName: name }));
const byName = (value: string): LookupEventsCommandInput => ({
  LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: value }],
});

/** Names of the users in what a look-up finds, all pages of it. */
async function created(input: LookupEventsCommandInput = byName('CreateUser')) {
  const names: string[] = [];
  for (let NextToken: string | undefined; ;) {
    const page = await client.send(new LookupEventsCommand({ ...input, ...(NextToken && { NextToken }) }));
    for (const { CloudTrailEvent: text = '{}' } of page.Events ?? []) {
      const { requestParameters } = JSON.parse(text) as { requestParameters: { userName: string } };
      names.push(requestParameters.userName);
    }
    NextToken = page.NextToken;
    if (NextToken === undefined) return names;
  }
}

describe('the event history', () => {
  it('shows an event some minutes after the call, whole, as EventBridge has it', async () => {
    await begin();
    await create('eve');
    expect(await created()).toEqual([]);
    account.clock.advance(5 * MINUTE);
    const { Events: [event] = [] } = await client.send(new LookupEventsCommand(byName('CreateUser')));
    const [sent] = account.events();
    expect(JSON.parse(event?.CloudTrailEvent ?? '')).toEqual(JSON.parse(JSON.stringify(sent?.detail)));
    expect(event).toMatchObject({ EventName: 'CreateUser', ReadOnly: 'false', EventSource: 'iam.amazonaws.com' });
  });

  it('has the newest first, those of a name alone, and those of a time alone', async () => {
    await begin({ historyLagMs: 0, startAt: new Date('2026-06-01T12:00:00Z') });
    for (const name of ['one', 'two', 'three']) {
      await create(name);
      await root.send(new CreateGroupCommand({ GroupName: name }));
      account.clock.advance(MINUTE);
    }
    expect(await created()).toEqual(['three', 'two', 'one']);
    const times = { StartTime: new Date('2026-06-01T12:01:00Z'), EndTime: new Date('2026-06-01T12:01:00Z') };
    expect(await created({ ...byName('CreateUser'), ...times })).toEqual(['two']);
  });

  it('is read in pages, of which none is cut by what comes meanwhile', async () => {
    await begin({ historyLagMs: 0 });
    for (const name of ['one', 'two', 'three']) {
      await create(name);
      account.clock.advance(MINUTE);
    }
    const input = { ...byName('CreateUser'), MaxResults: 2 };
    const first = await client.send(new LookupEventsCommand(input));
    await create('four');
    const { Events, NextToken } = await client.send(new LookupEventsCommand({ ...input, ...pick(first) }));
    expect(Events).toHaveLength(1);
    expect(Events?.[0]?.CloudTrailEvent).toContain('"userName":"one"');
    expect(NextToken).toBeUndefined();
    await expect(client.send(new LookupEventsCommand({ ...byName('CreateGroup'), ...pick(first) }))).rejects.toThrow(
      'another request',
    );
  });

  it('leaves out what is older than 90 days, what is lost, and all that another Region is asked for', async () => {
    await begin({ historyLagMs: 0 });
    await create('old');
    account.clock.advance(90 * 24 * 60 * MINUTE + MINUTE);
    await create('lost');
    await create('new');
    account.loseEvent(account.events().find(({ detail }) => asText(detail).includes('lost'))?.detail.eventID ?? '');
    expect(await created()).toEqual(['new']);
    const elsewhere = new CloudTrailClient({ ...account.clientFor(account.root), region: 'eu-west-1' });
    expect((await elsewhere.send(new LookupEventsCommand({}))).Events).toEqual([]);
    elsewhere.destroy();
  });

  it.each<[string, LookupEventsCommandInput]>([
    [
      'InvalidLookupAttributesException',
      { LookupAttributes: [...attributes('CreateUser'), ...attributes('DeleteUser')] },
    ],
    ['InvalidMaxResultsException', { MaxResults: 51 }],
    ['InvalidTimeRangeException', { StartTime: new Date(2_000), EndTime: new Date(1_000) }],
    ['InvalidNextTokenException', { NextToken: 'none' }],
    ['NotEmulated', { LookupAttributes: [{ AttributeKey: 'ResourceName', AttributeValue: 'eve' }] }],
  ])('refuses as CloudTrail does: %s', async (name, input) => {
    await begin();
    await expect(client.send(new LookupEventsCommand(input))).rejects.toMatchObject({ name });
  });

  it('answers two look-ups a second where it is asked to be as strict as AWS, and only to whom IAM lets', async () => {
    await begin({ throttlesLookUps: true });
    const look = () => client.send(new LookupEventsCommand({}));
    await Promise.all([look(), look()]);
    await expect(look()).rejects.toMatchObject({ name: 'ThrottlingException' });
    const { credentials } = account.addUser({ name: 'nobody' });
    const other = new CloudTrailClient({ ...account.clientFor(credentials), maxAttempts: 1 });
    await expect(other.send(new LookupEventsCommand({}))).rejects.toMatchObject({ name: 'AccessDeniedException' });
    other.destroy();
  });
});

describe('events that are held', () => {
  const event = (id: string) =>
    ({ id, source: 'aws.iam', 'detail-type': '', resources: [], detail: {} }) as unknown as CloudTrailEvent;
  const delivery = () => {
    const taken: string[] = [];
    const bus = new EventBus();
    const deliver = (body: string) => taken.push((JSON.parse(body) as { id: string }).id);
    bus.rules.push({ name: 'all', state: 'ENABLED', eventPattern: patternOf({ source: ['aws.iam'] }), deliver });
    return { taken, events: new EventDelivery(bus) };
  };

  it('come when they are released, in the order that is chosen, twice or not at all', () => {
    const { taken, events } = delivery();
    events.hold();
    for (const id of ['a', 'b', 'c']) events.put(event(id));
    expect(taken).toEqual([]);
    events.release(([a, , c]) => [c, a, c].flatMap((one) => one ?? []));
    events.put(event('d'));
    expect(taken).toEqual(['c', 'a', 'c', 'd']);
  });

  it('come as they were made where nobody chooses', () => {
    const { taken, events } = delivery();
    events.hold();
    for (const id of ['a', 'b']) events.put(event(id));
    events.release();
    expect(taken).toEqual(['a', 'b']);
  });
});

const asText = (value: object) => JSON.stringify(value);
const pick = ({ NextToken }: { NextToken?: string | undefined }) => (NextToken === undefined ? {} : { NextToken });

function attributes(value: string) {
  return [{ AttributeKey: 'EventName', AttributeValue: value }] as const;
}
