import { SESv2Client } from '@aws-sdk/client-sesv2';
import { sesMailer } from '../../../src/aws/ses/mailer';
import type { EmbeddedAccount } from '../../../src/embedded-account/account';
import { mailOf } from '../../../src/notify/render/text';
import { anAccount, stopAccounts } from '../../embedded-account/support/accounts';
import { aNotice } from '../../support/notices';

// Real servers: seconds each on a busy machine.
jest.setTimeout(120_000);

let account: EmbeddedAccount;
let client: SESv2Client;

beforeEach(async () => {
  account = await anAccount();
  client = new SESv2Client({ ...account.clientFor(account.root), maxAttempts: 1 });
});
afterEach(async () => {
  client.destroy();
  await stopAccounts();
});

const send = (to: string) => sesMailer(client, 'guard@example.com', mailOf)(aNotice(), to);

describe('the mailer', () => {
  it('sends a notice as a mail', async () => {
    account.verifyMail({ name: 'example.com' });
    expect(await send('ada@example.com')).toBeUndefined();
    const { subject, body } = mailOf(aNotice());
    expect(account.mailed()).toMatchObject([
      { from: 'guard@example.com', to: ['ada@example.com'], subject, text: body },
    ]);
  });

  it('says why a mail was not taken', async () => {
    expect(await send('ada@example.com')).toMatch(/^MessageRejected: Email address is not verified\..*guard@/);
    account.verifyMail({ name: 'example.com' });
    expect(await send('ada@example.org')).toMatch(/^MessageRejected: .*: ada@example\.org$/);
    account.failNext('ses', 'SendEmail', 'TooManyRequestsException', { status: 429 });
    expect(await send('ada@example.com')).toMatch(/^TooManyRequestsException: /);
  });
});
