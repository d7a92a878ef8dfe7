import * as z from 'zod/mini';
import { ALL_GUARDRAILS, plain, type Notice } from '../domain/notice/notice';

/** What CloudWatch publishes when an alarm changes (CloudWatch user guide, "Notify users on alarm changes"). */
const alarm = z.object({
  AlarmName: z.string(),
  AlarmDescription: z.nullish(z.string()),
  AWSAccountId: z.string(),
  NewStateValue: z.string(),
  NewStateReason: z.string(),
  StateChangeTime: z.string(),
  Region: z.string(),
});

/** What stands between what happened and where to read what to do, in descriptions of alarms (src/constructs/alarm.ts). */
const WHAT_TO_DO = ' What to do: ';

/**
 * An alarm of CloudWatch as a notice.
 *
 * @returns undefined for what is none, and for one that ends: nobody is told of those
 */
export function alarmNotice(message: unknown): Notice | undefined {
  const read = z.safeParse(alarm, message);
  if (!read.success || read.data.NewStateValue !== 'ALARM') return undefined;
  const { AlarmName, AlarmDescription, AWSAccountId, NewStateReason, StateChangeTime, Region } = read.data;
  const [says = '', article] = (AlarmDescription ?? '').split(WHAT_TO_DO);
  return {
    class: 'action-needed',
    guardrail: ALL_GUARDRAILS,
    accountId: plain(AWSAccountId),
    thread: plain(`alarm/${AWSAccountId}/${AlarmName}`),
    headline: `alarm ${plain(AlarmName)}`,
    happened: says === '' ? [] : [plain(says, 1_000)],
    done: [],
    actions: article === undefined ? [] : [{ say: `Read ${plain(article, 600)}` }],
    facts: [
      { label: 'Account', value: plain(AWSAccountId) },
      { label: 'Region', value: plain(Region) },
      { label: 'Since', value: plain(StateChangeTime) },
      { label: 'Reason', value: plain(NewStateReason, 1_000) },
    ],
    lists: [],
    links: article === undefined ? [] : [{ label: 'Runbook', href: plain(article, 600) }],
  };
}
