import type { Delivery } from '../../aws/events/deliveries';
import { metricsLine } from '../run/metrics';
import { tellFailedRun, type FailedRunPorts } from '../run/tell';
import { watchStep } from '../steps/watch';
import type { AuditRules } from '../rules';
import type { RecordedPorts } from './guardrail';

/** What watching takes. */
export interface WatchPorts extends Pick<RecordedPorts, 'accountId' | 'store' | 'now' | 'log'> {
  readonly rules: Pick<AuditRules, 'runbook'>;
  readonly telling: FailedRunPorts['telling'];
  /** Prefix of the deployment: namespace of its metrics. */
  readonly prefix: string;
}

/** Tells people of a run that failed, or says how long ago one succeeded. */
export function recordedWatch(delivery: Delivery, guardrail: string, ports: WatchPorts): Promise<void> {
  const { accountId, prefix, store, now, log, rules, telling } = ports;
  return watchStep(delivery.body, {
    ...{ accountId, guardrail, store, now },
    watched: { accountId, machine: `${prefix}-${guardrail}` },
    tell: (run, at) => tellFailedRun(run, delivery, at, { accountId, guardrail, telling, log, runbook: rules.runbook }),
    count: (daysSinceSuccess, at) => {
      log(metricsLine({ daysSinceSuccess }, { namespace: prefix, guardrail }, at));
    },
  });
}
