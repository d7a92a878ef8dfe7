import type { FailedRun } from '../../domain/run/failed-run';
import { baseOf } from '../contract';
import { daysSinceSuccess, watchMessageOf, type Watched } from '../run/watch';
import type { StepScope } from './scope';

/** What the watch takes of its guardrail. */
export interface WatchWork extends Omit<StepScope, 'lease'> {
  readonly watched: Watched;
  readonly now: () => Date;
  readonly tell: (run: FailedRun, now: Date) => Promise<void>;
  /** Told, with a fraction, how many days ago a run last succeeded. */
  readonly count: (days: number, now: Date) => void;
}

/** Tells people of a run that failed, or says how long ago one succeeded. @param body of the message */
export async function watchStep(body: string, work: WatchWork): Promise<void> {
  const message = watchMessageOf(body, work.watched);
  const now = work.now();
  if (message.kind === 'failed-run') return work.tell(message.run, now);
  work.count(await daysSinceSuccess(now, baseOf(work.accountId, work.guardrail), work.store), now);
}
