import type { ReleaseRequest } from '../../../src/release/parse';
import { aHolder, idle, KeysAccount } from './keys-account';
import { KeysDeployment } from './keys-deployment';

/** A request for one principal. */
export const by = (way: 'arn' | 'id' | 'session', value: string): ReleaseRequest => ({
  ...{ kind: 'principal', guardrail: 'idle-keys', by: way, value },
});
export const RUN: ReleaseRequest = { kind: 'run', runId: 'one', guardrails: ['idle-keys'] };
export const ALL: ReleaseRequest = { kind: 'all', guardrails: ['idle-keys'] };

/** Two users whose idle keys a run has deactivated some time ago. */
export async function changed() {
  const deployed = new KeysDeployment(
    new KeysAccount(aHolder('ada', idle('K1', 'K2')), aHolder('bob', idle('K3')), aHolder('cleo', idle())),
  );
  await deployed.run('one').whole();
  deployed.account.done.length = 0;
  deployed.minutes(10);
  return deployed;
}
