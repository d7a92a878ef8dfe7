import type { AccessAdvisor } from '../../aws/iam/access-advisor';
import type { Evidence, ServiceUse } from '../../domain/run/evidence';
import type { Subject } from '../../domain/identity/subject';
import type { Clock } from '../../domain/clock';
import { ReportWait } from './report-wait';
import { TimeOverError } from '../pace/lane';
import type { Pace } from '../pace/pace';

/** Where evidence comes from, and how long it is waited for. */
export interface EvidenceSources {
  readonly advisor: AccessAdvisor;
  readonly pace: Pace;
  readonly clock: Clock;
  /** Whether a call failed for want of a permission: on one principal, or on everybody. */
  readonly isDenied: (error: unknown) => boolean;
  /** Whether the caller's credentials are no good any more; that is no principal's own fault, and ends the batch. */
  readonly isExpired: (error: unknown) => boolean;
  /** Seconds a report is given before it is read for the first time. */
  readonly reportWaitSeconds: number;
  /** Seconds after which a report that is still running is given up. */
  readonly reportTimeoutSeconds: number;
}

/** How much later, by the age of the report, it is read again. */
const BACK_OFF = 1.5;
const LEAST_PAUSE_MS = 1_000;
const LEAST_PAUSE_UNWAITED_MS = 250;
/** From which age on the first reports are read. */
const SCOUTED_AFTER_MS = 1_000;

/**
 * Asks Access Advisor about many at once, and hands each one's evidence over as soon as it is there.
 *
 * Everything happens in one invocation, since only the session that generated a report can read it. What goes wrong with
 * one is its own evidence.
 *
 * @param found called once for each subject, in any order; several may be under way
 * @throws Error of a reading that was denied, of credentials that expired or of `found`, and then no more calls are made;
 * or of a question that was denied about everybody: about one alone it is a policy that shelters this one
 */
export async function gatherEvidence<S extends Pick<Subject, 'arn'>>(
  subjects: readonly S[],
  sources: EvidenceSources,
  found: (subject: S, evidence: Evidence) => Promise<void>,
): Promise<void> {
  const wait = new ReportWait(sources.reportWaitSeconds * 1_000);
  const denials: Error[] = [];
  try {
    await Promise.all(
      subjects.map(async (subject) => {
        await found(subject, await evidenceOf(subject.arn, sources, wait, denials));
      }),
    );
  } catch (error) {
    sources.pace.stop(new Error('the batch has failed', { cause: error }));
    throw error;
  }
  const [denial] = denials;
  if (denial !== undefined && denials.length === subjects.length) throw denial;
}

async function evidenceOf(
  arn: string,
  sources: EvidenceSources,
  wait: ReportWait,
  denials: Error[],
): Promise<Evidence> {
  const { advisor, pace, clock, isDenied, isExpired } = sources;
  let jobId: string | undefined;
  try {
    jobId = await pace.run('GenerateServiceLastAccessedDetails', () => advisor.generate(arn));
  } catch (error) {
    if (error instanceof Error && isDenied(error)) denials.push(error);
    return failedBy(error, pace, isExpired);
  }
  if (jobId === undefined) return { kind: 'gone' };
  try {
    return await reportOf(jobId, clock.now(), sources, wait);
  } catch (error) {
    return failedBy(error, pace, (one) => isDenied(one) || isExpired(one));
  }
}

/** @throws Error that ends the batch: it is nobody's own fault */
function failedBy(error: unknown, { stopped }: Pace, endsBatch: (error: unknown) => boolean): Evidence {
  const isOver = error instanceof TimeOverError;
  if (!(error instanceof Error) || endsBatch(error) || (stopped !== undefined && !isOver)) throw error;
  return { kind: 'failed', why: error.message };
}

/** Reads a report until it has ended or its time is over. */
async function reportOf(
  jobId: string,
  generatedAt: number,
  sources: EvidenceSources,
  wait: ReportWait,
): Promise<Evidence> {
  const { clock, reportTimeoutSeconds, reportWaitSeconds } = sources;
  // Who does not wait at first does not mean to wait long afterwards.
  const leastPause = reportWaitSeconds === 0 ? LEAST_PAUSE_UNWAITED_MS : LEAST_PAUSE_MS;
  const [setWait, timeout] = [reportWaitSeconds * 1_000, reportTimeoutSeconds * 1_000];
  const ageOf = () => clock.now() - generatedAt;
  const isScout = wait.takeScout();
  let dueAge = isScout ? SCOUTED_AFTER_MS : 0;
  for (let isFirst = true; ; isFirst = false) {
    await untilDue(ageOf, () => Math.min(isScout ? dueAge : Math.max(dueAge, wait.ms), timeout), wait, clock);
    let age = 0;
    const reading = await sources.pace.run('GetServiceLastAccessedDetails', () => {
      age = ageOf();
      return sources.advisor.read(jobId);
    });
    const isRunning = reading?.status === 'running';
    if (isFirst && !isScout) wait.learn(isRunning, age);
    if (isScout && reading && !isRunning) wait.learnFromScout(age);
    if (reading === undefined) return { kind: 'gone' };
    if (reading.status === 'failed') return { kind: 'failed', why: reading.why };
    if (reading.status === 'completed') return allPages(jobId, reading, sources);
    if (age >= timeout) return { kind: 'failed', why: `not ready after ${reportTimeoutSeconds} s` };
    // One that was read before the wait that is set is read again when that is over at the latest.
    const next = age < setWait ? Math.min(age * BACK_OFF, setWait) : age * BACK_OFF;
    dueAge = Math.max(next, age + leastPause);
  }
}

/** What other reports have shown meanwhile may put the reading off, or bring it forward: it is asked after each sleep. */
async function untilDue(
  ageOf: () => number,
  dueAge: () => number,
  { shortened }: Pick<ReportWait, 'shortened'>,
  clock: Clock,
): Promise<void> {
  const first = dueAge() - ageOf();
  if (first > 0) await Promise.race([clock.sleep(first), shortened]);
  for (let left = dueAge() - ageOf(); left > 0; left = dueAge() - ageOf()) await clock.sleep(left);
}

async function allPages(
  jobId: string,
  first: { readonly services: readonly ServiceUse[]; readonly marker?: string },
  { advisor, pace }: EvidenceSources,
): Promise<Evidence> {
  const services = [...first.services];
  for (let { marker } = first; marker !== undefined;) {
    const at = marker;
    const page = await pace.run('GetServiceLastAccessedDetails', () => advisor.read(jobId, at));
    if (page === undefined) return { kind: 'gone' };
    if (page.status !== 'completed') return { kind: 'failed', why: `the report was ${page.status} at its next page` };
    services.push(...page.services);
    marker = page.marker;
  }
  return { kind: 'report', services };
}
