import type { Alert } from '../aws/events/alerts';
import type { BoundaryPolicies } from '../aws/iam/boundary-policies';
import type { BoundaryEntry } from '../guardrails/permissions-boundary/kinds';
import type { Clock } from '../domain/clock';
import type { UnreadableEntry } from '../domain/ledger/unreadable-entry';
import { answerOf, unreadOf, type Answer } from './answer';
import { boundedJobs, type BoundedPorts } from './bounded-jobs';
import { collectUnused } from './collect';
import { RELEASE } from './contract';
import { noticeOf } from './notify';
import { isAbout, parse } from './parse';
import { revokedJobs, type RevokedPorts } from './revoked';
import type { Released } from './take-back';
import { workThrough } from './work';

/** What a release takes, beside its time. */
export interface ReleasePorts {
  readonly accountId: string;
  readonly clock: Clock;
  readonly alert: Alert;
  /** File or URL of the runbook. */
  readonly runbook: string;
  readonly log: (line: object) => void;
  /** Whether a call was not made because the time for calls was over. */
  readonly ranOut: (error: unknown) => boolean;
  /** Ports of this invocation. @param endsAfterMs milliseconds after which no call is made any more */
  readonly within: (
    endsAfterMs: number,
    unreadable: (entry: UnreadableEntry) => void,
  ) => { readonly revoked: RevokedPorts; readonly bounded: BoundedPorts & { readonly policies: BoundaryPolicies } };
}

/** Milliseconds before the end after which nobody's release is begun, and no call is made. */
const [LAST_BEGINNING_MS, LAST_CALL_MS] = [20_000, 5_000];

/**
 * Takes back what guardrails did to one principal, in one run, or at all. What was done is the answer, the log and one
 * notice.
 *
 * @param event as a person on call words it
 * @param remainingMs until the function is ended
 */
export async function release(event: unknown, remainingMs: number, ports: ReleasePorts): Promise<Answer> {
  const { accountId, clock, ranOut } = ports;
  const request = parse(event);
  const lastBeginning = clock.now() + remainingMs - LAST_BEGINNING_MS;
  const log = (line: object) => {
    ports.log({ guardrail: RELEASE, ...line });
  };
  const [unread, closed]: [UnreadableEntry[], BoundaryEntry[]] = [[], []];
  const { revoked, bounded } = ports.within(remainingMs - LAST_CALL_MS, (entry) => {
    unread.push(entry);
    log({ msgtype: 'unreadable-entry', ...entry });
  });

  const jobs = [
    ...(await revokedJobs(request, accountId, revoked)),
    ...(await boundedJobs(request, accountId, bounded, closed)),
  ];
  const isOver = () => clock.now() > lastBeginning;
  const done = await workThrough(jobs, { isOver, ranOut }, (one: Released) => {
    log(one);
  });
  // People hear of it first: what is left to tidy may fail.
  if (done.released.length > 0) await ports.alert(noticeOf(done.released, ports.runbook));
  const isWhole = done.left === 0 && isAbout(request, 'permissions-boundary');
  const what = { closed, everything: request.kind === 'all' };
  const deleted = isWhole ? await collectUnused(accountId, what, bounded).catch(unlessOver(ranOut)) : [];
  return answerOf(done, deleted, unreadOf(request, jobs, unread));
}

const unlessOver =
  (ranOut: ReleasePorts['ranOut']) =>
  (error: unknown): undefined => {
    if (!ranOut(error)) throw error;
    return undefined;
  };
