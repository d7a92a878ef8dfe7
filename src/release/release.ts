import type { Alert } from '../aws/events/alerts';
import type { Clock } from '../domain/clock';
import type { UnreadableEntry } from '../domain/ledger/unreadable-entry';
import { answerOf, unreadOf, type AcceptAnswer, type Answer } from './answer';
import { RELEASE } from './contract';
import { noticeOf } from './notify';
import { isAbout, parse, type AcceptRequest, type ReleaseRequest } from './parse';
import type { Job, Others, Releaser } from './releaser';
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
  /**
   * The guardrails' releasers for this invocation; the first that holds a kind of principal is asked where a request
   * names none.
   *
   * @param endsAfterMs milliseconds after which no call is made any more
   */
  readonly releasers: (endsAfterMs: number, unreadable: (entry: UnreadableEntry) => void) => readonly Releaser[];
}

/** Milliseconds before the end after which nobody's release is begun, and no call is made. */
const [LAST_BEGINNING_MS, LAST_CALL_MS] = [20_000, 5_000];

/**
 * Takes back what guardrails did to one principal, in one run, or at all. What was done is the answer, the log and one
 * notice. A person's word for somebody is passed on, and told the same way.
 *
 * @param event as a person on call words it
 * @param remainingMs until the function is ended
 */
export async function release(
  event: unknown,
  remainingMs: number,
  ports: ReleasePorts,
): Promise<Answer | AcceptAnswer> {
  const { clock, ranOut, runbook } = ports;
  const lastBeginning = clock.now() + remainingMs - LAST_BEGINNING_MS;
  const log = (line: object) => {
    ports.log({ guardrail: RELEASE, ...line });
  };
  const unread: UnreadableEntry[] = [];
  const releasers = ports.releasers(remainingMs - LAST_CALL_MS, (entry) => {
    unread.push(entry);
    log({ msgtype: 'unreadable-entry', ...entry });
  });

  const request = parse(event, releasers);
  if (request.kind === 'accept') return accept(request, releasers, { ...ports, log });
  const asked = releasers.filter(({ guardrail }) => isAbout(request, guardrail));
  const rest = releasers.filter((one) => !asked.includes(one));
  const jobs = await jobsOf(request, asked, (user) => rest.flatMap(({ stands }) => stands?.(user) ?? []));
  const isOver = () => clock.now() > lastBeginning;
  const done = await workThrough(jobs, { isOver, ranOut }, log);
  // People hear of it first: what is left to tidy may fail.
  const about = { accountId: ports.accountId, guardrails: asked.map(({ guardrail }) => guardrail), runbook };
  const headlines = releasers.flatMap((one) => one.headlines);
  if (done.outcomes.length > 0) await ports.alert(noticeOf(done.outcomes, { ...about, headlines }));
  const deleted = done.left === 0 ? await tidied(asked, request.kind === 'all').catch(unlessOver(ranOut)) : [];
  return answerOf(done, deleted, unreadOf(request, jobs, unread));
}

async function accept(
  request: AcceptRequest,
  releasers: readonly Releaser[],
  { alert, log }: Pick<ReleasePorts, 'alert' | 'log'>,
): Promise<AcceptAnswer> {
  const asked = releasers.find(({ guardrail }) => guardrail === request.guardrail);
  if (asked?.accept === undefined) throw new Error(`guardrail "${request.guardrail}": it accepts nobody`);
  const { accepted, notice } = await asked.accept(request);
  log({ accepted });
  await alert(notice);
  return { accepted };
}

/** @throws Error where a run is asked for that nobody knows */
async function jobsOf(request: ReleaseRequest, asked: readonly Releaser[], others: Others): Promise<readonly Job[]> {
  const jobs: Job[] = [];
  const unknown: string[] = [];
  for (const releaser of asked) {
    const found = await releaser.jobs(request, others);
    if (found.kind === 'jobs') jobs.push(...found.jobs);
    else unknown.push(found.why);
  }
  if (request.kind === 'run' && unknown.length === asked.length) {
    throw new Error(`run ${request.runId}: ${unknown.join('; ')}`);
  }
  return jobs;
}

async function tidied(asked: readonly Releaser[], everything: boolean): Promise<readonly string[]> {
  const deleted: string[] = [];
  for (const { tidy } of asked) deleted.push(...((await tidy?.(everything)) ?? []));
  return deleted;
}

const unlessOver =
  (ranOut: ReleasePorts['ranOut']) =>
  (error: unknown): undefined => {
    if (!ranOut(error)) throw error;
    return undefined;
  };
