import { SendEmailCommand, SESv2Client, type SendEmailCommandInput } from '@aws-sdk/client-sesv2';
import type { EmbeddedAccount } from '../../src/embedded-account/account';
import { anAccount, stopAccounts } from './support/accounts';

// Real servers: seconds each on a busy machine.
jest.setTimeout(120_000);

const [FROM, ADA] = ['guard@example.com', 'ada@example.com'];
const IDENTITIES = 'arn:aws:ses:us-east-1:111122223333:identity';
let account: EmbeddedAccount;
const clients: SESv2Client[] = [];

beforeEach(async () => {
  account = await anAccount();
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  await stopAccounts();
});

interface Sending extends Partial<SendEmailCommandInput> {
  readonly to?: string;
  readonly credentials?: EmbeddedAccount['root'];
}

function send({ to = ADA, credentials = account.root, ...more }: Sending = {}) {
  const client = new SESv2Client({ ...account.clientFor(credentials), maxAttempts: 1 });
  clients.push(client);
  return client.send(
    new SendEmailCommand({
      ...{ FromEmailAddress: FROM, Destination: { ToAddresses: [to] } },
      Content: { Simple: { Subject: { Data: 'hello' }, Body: { Text: { Data: 'Ada' } } } },
      ...more,
    }),
  );
}

/** Somebody who may send as the statement says. */
const aSender = (Resource: readonly string[], Condition: object = {}) =>
  account.addUser({
    name: `sender-${account.calls().length}`,
    inline: {
      own: JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 'ses:SendEmail', Resource, Condition }],
      }),
    },
  }).credentials;

describe("the embedded account's SES", () => {
  it.each(['guard@example.com', 'EXAMPLE.com', 'com'])('sends from an address that %s covers', async (name) => {
    account.verifyMail({ name });
    account.leaveMailSandbox();
    expect((await send()).MessageId).toBeDefined();
    expect(account.mailed()).toMatchObject([{ from: FROM, to: [ADA], subject: 'hello', text: 'Ada' }]);
  });

  it.each(['other.example.com', 'Guard@example.com'])('sends from no address for the sake of %s', async (name) => {
    account.verifyMail({ name });
    account.leaveMailSandbox();
    await expect(send()).rejects.toMatchObject({
      ...{ name: 'MessageRejected', message: expect.stringMatching(/US-EAST-1: guard@example\.com$/) as string },
    });
    expect(account.mailed()).toEqual([]);
  });

  it('sends in another Region for no identity of this one', async () => {
    account.verifyMail({ name: 'example.com', region: 'eu-west-1' });
    account.leaveMailSandbox();
    await expect(send()).rejects.toMatchObject({ name: 'MessageRejected' });
  });

  it('sends in the sandbox to verified recipients alone, and to 200 a day', async () => {
    account.verifyMail({ name: 'example.com' });
    await expect(send({ to: 'ada@example.org' })).rejects.toMatchObject({ name: 'MessageRejected' });
    for (let sent = 0; sent < 200; sent += 1) await send();
    await expect(send()).rejects.toMatchObject({
      name: 'TooManyRequestsException',
      message: 'Daily message quota exceeded.',
    });
    account.clock.advance(86_400_000);
    await send();
    expect(account.mailed()).toHaveLength(201);
  });

  it('sends one mail a second in the sandbox where that is asked for', async () => {
    account = await anAccount({ throttlesMails: true });
    account.verifyMail({ name: 'example.com' });
    await send();
    await expect(send()).rejects.toMatchObject({ name: 'TooManyRequestsException' });
  });

  it('asks permission for the identity, its configuration set, and in the sandbox for those who receive', async () => {
    account.verifyMail({ name: 'example.com', configurationSet: 'tracked' });
    account.verifyMail({ name: 'ada@example.org' });
    const [to, sets] = ['ada@example.org', 'arn:aws:ses:us-east-1:111122223333:configuration-set/tracked'];
    const denied = { name: 'AccessDeniedException' };
    const [sender, receiver] = [`${IDENTITIES}/example.com`, `${IDENTITIES}/ada@example.org`];
    await expect(send({ to, credentials: aSender([sender, sets]) })).rejects.toMatchObject(denied);
    await expect(send({ to, credentials: aSender([sender, receiver]) })).rejects.toMatchObject(denied);
    await expect(send({ to, credentials: aSender([sets, receiver]) })).rejects.toMatchObject(denied);
    await send({ to, credentials: aSender([sender, sets, receiver]) });
    account.leaveMailSandbox();
    await send({ to, credentials: aSender([sender, sets]) });
  });

  it.each([
    ['StringEquals', 'ses:FromAddress', FROM, 'other@example.com'],
    ['ForAllValues:StringLike', 'ses:Recipients', '*@example.com', '*@example.org'],
  ])('holds a policy with %s of %s against the mail', async (operator, key, right, wrong) => {
    account.verifyMail({ name: 'example.com' });
    account.leaveMailSandbox();
    const limited = (value: string) => aSender([`${IDENTITIES}/*`], { [operator]: { [key]: value } });
    await send({ credentials: limited(right) });
    await expect(send({ credentials: limited(wrong) })).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });

  it.each([
    ['to a name with an address', { to: 'Ada <ada@example.com>' }],
    ['to two addresses in one', { to: 'ada@example.com, eve@example.com' }],
    ['with a reply address', { ReplyToAddresses: [ADA] }],
    ['of a template', { Content: { Template: { TemplateName: 'one' } } }],
  ])('does not play a mail %s', async (_, more) => {
    account.verifyMail({ name: 'example.com' });
    await expect(send(more)).rejects.toMatchObject({ name: 'NotEmulated' });
  });

  it('takes no subject of two lines', async () => {
    account.verifyMail({ name: 'example.com' });
    const Simple = { Subject: { Data: 'hello\r\nBcc: eve@example.com' }, Body: { Text: { Data: 'Ada' } } };
    await expect(send({ Content: { Simple } })).rejects.toMatchObject({ name: 'BadRequestException' });
  });

  it('forgets at a checkpoint what was sent since', async () => {
    account.verifyMail({ name: 'example.com' });
    const back = await account.checkpoint();
    await send();
    await back();
    expect(account.mailed()).toEqual([]);
  });
});
