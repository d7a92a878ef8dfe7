import type { Chart } from '../../../constructs/dashboard';
import type { Names } from '../../../foundation/names';
import { FALLBACK, REVOKER } from '../contract';

export interface ChartsProps {
  readonly names: Names;
  readonly deadLettersName: string;
}

const FIVE_MINUTES = 300;

/** Lines that the function writes of each call it has judged. */
const JUDGED = `filter guardrail = "${REVOKER}" and ispresent(call.eventId)`;
const A_DAY_EACH = 'stats count(*) as calls by bin(1d)';

/** What a dashboard shows of the revoker; what it decides stands in its log alone. */
export function revokerCharts({ names, deadLettersName }: ChartsProps): readonly Chart[] {
  const functions = [REVOKER, FALLBACK];
  const logGroup = `/aws/lambda/${names.functionName(REVOKER)}`;
  return [
    {
      ...{ title: 'Incidents', logGroup },
      query: `${JUDGED} and incident = "opened" | stats count(*) as incidents by bin(1d)`,
    },
    { title: 'Calls judged', logGroup, query: `${JUDGED} | ${A_DAY_EACH}` },
    { title: 'Refused calls', logGroup, query: `${JUDGED} and ispresent(call.failedWith) | ${A_DAY_EACH}` },
    {
      title: 'Errors of its functions',
      metrics: functions.map((job) => ({
        ...{ namespace: 'AWS/Lambda', name: 'Errors', label: job },
        dimensions: { FunctionName: names.functionName(job) },
      })),
      ...{ statistic: 'Sum', seconds: FIVE_MINUTES },
    },
    {
      title: 'Events that could not be judged',
      metrics: [
        {
          ...{ namespace: 'AWS/SQS', name: 'ApproximateNumberOfMessagesVisible', label: 'dead letters' },
          dimensions: { QueueName: deadLettersName },
        },
      ],
      ...{ statistic: 'Maximum', seconds: FIVE_MINUTES },
    },
  ];
}
