import type { AccessAdvisor, Reading } from '../../../src/aws/iam/access-advisor';
import { isDenied, isExpired, isThrottled } from '../../../src/aws/clients/error-kinds';
import type { EvidenceSources } from '../../../src/audit/evidence/evidence';
import { Pace } from '../../../src/audit/pace/pace';
import { VirtualClock } from './virtual-clock';

/** How the stand-in for Access Advisor behaves. */
export interface Behaviour {
  /** Milliseconds of a job. @default done at once */
  readonly jobMs?: (arn: string) => number;
  /** What a job that is done answers. @default a report of one service */
  readonly answer?: (arn: string, marker?: string) => Reading | undefined;
  /** Called before each call is answered; what it throws is the answer. @default nothing */
  readonly disturb?: (action: 'generate' | 'read', at: number, arn: string) => void;
  /** @default 20 */
  readonly callsPerSecond?: number;
  /** @default 8 */
  readonly reportWaitSeconds?: number;
  /** @default 120 */
  readonly reportTimeoutSeconds?: number;
  /** @default calls are made as long as they come */
  readonly endsAfterMs?: number;
}

export const DONE: Reading = { status: 'completed', services: [{ service: 's3', entities: 1 }] };

const LATENCY_MS = 40;

export function anError(name: string, message = name): Error {
  return Object.assign(new Error(message), { name });
}

/** Access Advisor in virtual time, the pace in front of it, and when each call came. */
export function advised(behaviour: Behaviour = {}) {
  const { jobMs = () => 0, answer = () => DONE, disturb = () => undefined } = behaviour;
  const { callsPerSecond = 20, reportWaitSeconds = 8, reportTimeoutSeconds = 120 } = behaviour;
  const clock = new VirtualClock();
  const jobs = new Map<string, { readonly arn: string; readonly endsAt: number }>();
  const calls: { readonly action: 'generate' | 'read'; readonly at: number; readonly arn: string }[] = [];
  const call = (action: 'generate' | 'read', arn: string) => {
    calls.push({ action, at: clock.now(), arn });
    disturb(action, clock.now(), arn);
    return clock.sleep(LATENCY_MS);
  };
  const advisor: AccessAdvisor = {
    async generate(arn) {
      const endsAt = clock.now() + jobMs(arn);
      await call('generate', arn);
      jobs.set(`job of ${arn}`, { arn, endsAt });
      return `job of ${arn}`;
    },
    async read(jobId, marker) {
      const job = jobs.get(jobId);
      if (!job) throw new Error(`no ${jobId}`);
      const isDone = clock.now() >= job.endsAt;
      await call('read', job.arn);
      return isDone ? answer(job.arn, marker) : { status: 'running' };
    },
  };
  const { endsAfterMs = Infinity } = behaviour;
  const pace = new Pace({ callsPerSecond, clock, isThrottled, endsAfterMs });
  const sources: EvidenceSources = {
    advisor,
    pace,
    clock,
    isDenied,
    isExpired,
    reportWaitSeconds,
    reportTimeoutSeconds,
  };
  const readsOf = (arn: string) => calls.filter((one) => one.action === 'read' && one.arn === arn);
  return { sources, clock, calls, readsOf };
}
