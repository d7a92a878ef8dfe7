import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { synthesise } from '../../src/trial/synthesise';

const body = z.record(z.string(), z.unknown());
const template = z.object({ resource: z.record(z.string(), z.record(z.string(), body)) });
const rated = z.object({ schedule_expression: z.string() });
const machine = z.object({ definition: z.string() });
const states = z.object({ States: z.record(z.string(), z.looseObject({ Type: z.string() })) });
const lambda = z.object({ function_name: z.string(), memory_size: z.number() });

/** What a synthesised stack has that costs something. */
export interface Counted {
  /** Metrics that alarms watch. */
  readonly alarmMetrics: number;
  /** Queues that Lambda asks for messages all the time. */
  readonly polledQueues: number;
  /** Messages that rules send by the clock, a month. */
  readonly scheduledMessages: number;
  /** States of a run, outside of its maps' children. */
  readonly states: number;
  /** Maps of a run, whose children have one state each. */
  readonly maps: number;
  /** Gigabytes of memory by the ends of the functions' names. */
  readonly memoryOf: (job: string) => number;
}

export const MINUTES_OF_A_MONTH = (365.25 / 12) * 1440;

/** Synthesises settings and counts. */
export function countedWith(settings: object): Counted {
  const quiet = { backend: 'local', trail: { use: 'create' }, notifications: { emails: ['on-call@example.com'] } };
  const { resource } = template.parse(JSON.parse(readFileSync(synthesise({ ...quiet, ...settings }), 'utf8')));
  const all = (type: string) => Object.values(resource[type] ?? {});
  const lambdas = all('aws_lambda_function').map((one) => lambda.parse(one));
  const inRun = all('aws_sfn_state_machine').flatMap((one) =>
    Object.values(states.parse(JSON.parse(machine.parse(one).definition)).States),
  );
  return {
    alarmMetrics: all('aws_cloudwatch_metric_alarm').reduce((sum, one) => sum + metricsOf(one), 0),
    polledQueues: all('aws_lambda_event_source_mapping').length,
    scheduledMessages: all('aws_cloudwatch_event_rule').reduce((sum, one) => sum + timesAMonth(one), 0),
    states: inRun.length,
    maps: inRun.filter(({ Type }) => Type === 'Map').length,
    memoryOf: (job) => {
      const found = lambdas.find(({ function_name: name }) => name.endsWith(`-${job}`));
      if (found === undefined) throw new Error(`there is no function ${job}`);
      return found.memory_size / 1024;
    },
  };
}

/** An alarm about a sum watches every metric of it. */
function metricsOf({ metric_query: queries }: z.output<typeof body>): number {
  return Array.isArray(queries) ? queries.filter((one: object) => 'metric' in one).length : 1;
}

function timesAMonth(rule: z.output<typeof body>): number {
  const found = rated.safeParse(rule);
  const minutes = /^rate\((\d+) minutes?\)$/.exec(found.data?.schedule_expression ?? '')?.[1];
  return minutes === undefined ? 0 : MINUTES_OF_A_MONTH / Number(minutes);
}
