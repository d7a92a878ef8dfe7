import { S3Client } from '@aws-sdk/client-s3';
import { IAMClient } from '@aws-sdk/client-iam';
import { copiesIn } from '../../../src/aws/copies/copies';
import { evidenceStore } from '../../../src/aws/evidence-store';
import { principalDeleter } from '../../../src/aws/iam/deletion/deleter';
import { aroundReader, principalReader } from '../../../src/aws/iam/deletion/reader';
import { principalRestorer } from '../../../src/aws/iam/deletion/restorer';
import { principalNamed } from '../../../src/aws/iam/principal-named';
import { deletePrincipal, type Deletion, type DeletionPorts } from '../../../src/changes/deletion/delete-principal';
import { plannedRestoration, restore } from '../../../src/changes/deletion/restore-principal';
import { copyKeyOf, type PrincipalCopy } from '../../../src/domain/deletion/copy';
import type { Restoration } from '../../../src/domain/deletion/restoration';
import type { Principal } from '../../../src/domain/identity/principal';
import type { Credentials, EmbeddedAccount } from '../../../src/embedded-account/account';
import { changesSomething } from '../../../src/embedded-account/wire/changes';

export const BUCKET = 'evidence';
const DELETION = 'deletion-1';

/** Ended where the test wanted it to be. */
export class Terminated extends Error {}

/** An account, wherever it is. */
export type SomeAccount = Pick<EmbeddedAccount, 'accountId' | 'clientFor' | 'root'> & {
  readonly clock: { now(): Date };
};

/** Somebody who deletes and restores, and ends at a call if asked to. @param credentials @default they may do anything */
export function aDesk(account: SomeAccount, credentials: Credentials = account.root) {
  let left = Infinity;
  const config = { ...account.clientFor(credentials), maxAttempts: 1 };
  const iam = new IAMClient(config);
  const s3 = new S3Client({ ...config, forcePathStyle: true });
  /** The call takes effect, and its answer is never seen. One that ended after a read would leave what the write before it did. */
  const terminating =
    <A, R>(next: (args: A) => Promise<R>, { commandName = '' }: { readonly commandName?: string }) =>
    async (args: A): Promise<R> => {
      if (left <= 0) throw new Terminated();
      const answer = await next(args);
      if (changesSomething(commandName)) left -= 1;
      if (left <= 0) throw new Terminated();
      return answer;
    };
  iam.middlewareStack.add(terminating, { step: 'initialize', name: 'terminating' });
  s3.middlewareStack.add(terminating, { step: 'initialize', name: 'terminating' });
  const copies = copiesIn(evidenceStore(s3, BUCKET, account.accountId));
  const ports: DeletionPorts = {
    ...{ read: principalReader(iam), named: principalNamed(iam), take: principalDeleter(iam), copies },
    now: () => account.clock.now(),
    token: () => 'a-token',
  };
  const planned = (copy: PrincipalCopy) => plannedRestoration(copy, { read: ports.read, around: aroundReader(iam) });

  return {
    ...{ iam, s3, ports, copies, planned },
    delete: (principal: Principal, deletion = DELETION): Promise<Deletion> =>
      deletePrincipal(principal, deletion, ports),
    async copyOf(principal: Principal): Promise<PrincipalCopy> {
      const copy = await copies.find(copyKeyOf(principal, DELETION));
      if (copy === undefined) throw new Error(`there is no copy of ${principal.name}`);
      return copy;
    },
    /** @param paused told how long it waits, which takes no time */
    async restore(copy: PrincipalCopy, paused: (ms: number) => void = () => undefined): Promise<Restoration> {
      const plan = await planned(copy);
      const sleep = (ms: number) => {
        paused(ms);
        return Promise.resolve();
      };
      if (plan.kind === 'restore') await restore(copy, plan.steps, { give: principalRestorer(iam, { sleep }) });
      return plan;
    },
    /** Has the n-th call from now on that can leave something behind be the last; 0: none is made. */
    endAfter: (changes: number) => {
      left = changes;
    },
    stop: () => {
      iam.destroy();
      s3.destroy();
    },
  };
}

export type Desk = ReturnType<typeof aDesk>;

/** @returns whether something came to its end before it was terminated */
export async function ended(attempt: Promise<unknown>): Promise<boolean> {
  try {
    await attempt;
    return true;
  } catch (error) {
    if (error instanceof Terminated) return false;
    throw error;
  }
}
