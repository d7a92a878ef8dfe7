import { IAMClient } from '@aws-sdk/client-iam';
import { EmbeddedAccount } from '../../../src/embedded-account/account';
import type { AccountOptions } from '../../../src/embedded-account/account-options';
import type { Credentials } from '../../../src/embedded-account/iam/access/caller';
import { written } from './small-stack';

const started: { stop(): Promise<void> }[] = [];
const clients: { destroy(): void }[] = [];

/** An account, empty unless a template is given; stopped by `stopAccounts`. */
export async function anAccount(options: Partial<AccountOptions> = {}): Promise<EmbeddedAccount> {
  const account = await EmbeddedAccount.start({ templatePath: written({}), ...options });
  started.push(account);
  return account;
}

/** IAM as somebody sees it: one attempt, so that a refusal is seen as it was sent. */
export function iamOf(account: EmbeddedAccount, credentials: Credentials): IAMClient {
  const client = new IAMClient({ ...account.clientFor(credentials), maxAttempts: 1 });
  clients.push(client);
  return client;
}

export async function stopAccounts(): Promise<void> {
  for (const client of clients.splice(0)) client.destroy();
  await Promise.all(started.splice(0).map((account) => account.stop()));
}
