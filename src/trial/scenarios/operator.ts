import { ssmClient } from '../../aws/clients/clients';
import { requestOf } from '../../cli/arguments';
import { findDeployment } from '../../cli/deployment';
import { restoreHere } from '../../cli/restore/restore';
import type { Credentials, EmbeddedAccount } from '../../embedded-account/account';

const PREFIX = 'iam-guardrails';

/** @throws Error where the account was started without an admin */
export function adminOf({ admin }: EmbeddedAccount): Credentials {
  if (admin === undefined) throw new Error('the account has no admin');
  return admin.credentials;
}

/**
 * Runs a command as somebody types it who administers the account; what it says is printed.
 *
 * @param command such as `iam-guardrails restore role/etl`
 * @returns whether the command ends well
 * @throws Error for a command that restores nobody, and what the command throws
 */
export async function runRestore(account: EmbeddedAccount, command: string): Promise<boolean> {
  const request = requestOf(command.split(' ').slice(1));
  if (request.kind !== 'restore') throw new Error(`this restores nobody: ${command}`);
  return asAdmin(account, async () => restoreHere(request, await findDeployment(ssmClient(), PREFIX)));
}

/** The command makes its own clients, which find the account and the admin where those of a terminal do, and nothing else. */
async function asAdmin<T>(account: EmbeddedAccount, act: () => Promise<T>): Promise<T> {
  const { accessKeyId, secretAccessKey } = adminOf(account);
  const host = Object.entries(process.env).filter(([name]) => name.startsWith('AWS_'));
  for (const [name] of host) Reflect.deleteProperty(process.env, name);
  const own = {
    ...{ AWS_ENDPOINT_URL: account.endpoint, AWS_REGION: 'us-east-1' },
    ...{ AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey },
  };
  Object.assign(process.env, own);
  try {
    return await act();
  } finally {
    for (const name of Object.keys(own)) Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, Object.fromEntries(host));
  }
}
