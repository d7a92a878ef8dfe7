import {
  GenerateServiceLastAccessedDetailsCommand,
  GetAccountAuthorizationDetailsCommand,
  IAMClient,
} from '@aws-sdk/client-iam';
import type { EmbeddedAccount } from '../../src/embedded-account/account';

/** What became of the calls of a client that shares the account's throttle with the audit. */
export interface SecondClient {
  /** Resolves once its last call is answered. */
  stop(): Promise<{ readonly calls: number; readonly lost: number }>;
}

/**
 * Another tool of the same account: it reads the inventory and asks for reports, each at this rate.
 *
 * It tries no call twice, so that a call that is refused is a call that is lost.
 */
export function startSecondClient(account: EmbeddedAccount, arn: string, callsPerSecond: number): SecondClient {
  const iam = new IAMClient({ ...account.clientFor(account.root), maxAttempts: 1 });
  const answers: Promise<boolean>[] = [];
  const isAnswered = (call: Promise<unknown>) =>
    call.then(
      () => true,
      () => false,
    );
  const timer = setInterval(() => {
    answers.push(
      isAnswered(iam.send(new GenerateServiceLastAccessedDetailsCommand({ Arn: arn }))),
      isAnswered(iam.send(new GetAccountAuthorizationDetailsCommand({ Filter: ['Group'], MaxItems: 10 }))),
    );
  }, 1000 / callsPerSecond);
  return {
    stop: async () => {
      clearInterval(timer);
      const answered = await Promise.all(answers);
      iam.destroy();
      return { calls: answered.length, lost: answered.filter((one) => !one).length };
    },
  };
}
