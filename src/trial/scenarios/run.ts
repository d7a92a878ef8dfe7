import { IAMServiceException } from '@aws-sdk/client-iam';
import * as z from 'zod';
import type { EmbeddedAccount } from '../../embedded-account/account';
import { roundTrips, upTo, type RecordedCall } from '../../embedded-account/calls';
import type { Expected, Scenario } from './scenario';

/** What became of a scenario. */
export interface Observed extends Expected {
  /** Milliseconds from the call to the first deny; absent where nobody is denied. */
  readonly denyAfterMs?: number;
}

/** What the trial must know to watch the revoker. */
export interface Watch {
  readonly account: EmbeddedAccount;
  readonly functionName: string;
}

/** Virtual time in which a change of permissions reaches every caller. */
const SETTLE_MS = 5_000;

const judgement = z.object({
  call: z.object({ eventId: z.string() }),
  decision: z.object({ kind: z.string(), reason: z.string() }),
});

/** Plays a scenario, waits until every event is judged, and says what the revoker did. */
export async function play(scenario: Scenario, { account, functionName }: Watch): Promise<Observed> {
  const before = {
    events: account.events().length,
    notices: account.published().length,
    dead: account.deadLetters().length,
  };
  const startedAt = performance.now();
  await scenario.act(account).catch(refusalOnly);
  await account.idle();

  const calls = account.calls({ service: 'iam' }).filter((call) => call.startedAt >= startedAt && call.functionName);
  const deny = calls.find(({ action, errorCode }) => isDeny(action) && errorCode === undefined);
  const judging = firstJudgement(calls, functionName);
  const denying = judging.find(({ action, errorCode }) => isDeny(action) && errorCode === undefined);
  const dead = account.deadLetters().length > before.dead;
  const observed: Observed = {
    verdict: dead ? 'dead letter' : verdictOf(account, functionName, account.events()[before.events]?.detail.eventID),
    roundTrips: roundTrips(denying === undefined ? judging : upTo(denying, judging)),
    deniedBy: deny === undefined ? 'nothing' : deny.action === 'PutUserPolicy' ? 'PutUserPolicy' : 'AttachUserPolicy',
    notices: account.published().length - before.notices,
    ...(deny && { denyAfterMs: deny.endedAt - startedAt }),
  };
  if (scenario.settles !== false) account.clock.advance(SETTLE_MS);
  return observed;
}

function isDeny(action: string): boolean {
  return action === 'AttachUserPolicy' || action === 'PutUserPolicy';
}

/** Calls of the first judgement, with those of the fallback that it asked; copies are judged beside it. */
function firstJudgement(calls: readonly RecordedCall[], functionName: string): readonly RecordedCall[] {
  const first = calls.find((call) => call.functionName === functionName)?.invocationId;
  return calls.filter((call) => call.invocationId === first || call.functionName !== functionName);
}

function verdictOf(account: EmbeddedAccount, functionName: string, eventId: string | undefined): string {
  const lines = account.logs(functionName).flatMap((line) => judgement.safeParse(JSON.parse(line)).data ?? []);
  const reasons = lines
    .filter(({ call }) => call.eventId === eventId)
    .map(({ decision }) => `${decision.kind}: ${decision.reason}`);
  // Of many copies the first judgement counts; later ones find the deny.
  return reasons.find((reason) => reason.startsWith('revoke')) ?? reasons[0] ?? 'not judged';
}

/** A call that IAM refuses is part of a scenario; any other failure is a failure of the trial. */
function refusalOnly(error: unknown): void {
  if (!(error instanceof IAMServiceException)) throw error;
}
