import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const values = z.record(z.string(), z.unknown());
const change = z.object({
  actions: z.array(z.string()),
  before: z.unknown(),
  after: z.unknown(),
});
/** What a review reads of `terraform show -json`, and no more: the whole of it is 2.6 MB. */
const plan = z.object({
  format_version: z.string(),
  errored: z.boolean(),
  resource_changes: z.array(z.object({ address: z.string(), mode: z.string(), type: z.string(), change })),
  output_changes: z.record(z.string(), change),
});
type Plan = z.infer<typeof plan>;
type Change = z.infer<typeof change>;

/** How something comes out of what stands: whole, or the attributes that differ. */
const difference = z.union([z.object({ is: z.unknown() }), z.object({ set: values, unset: z.array(z.string()) })]);
type Difference = z.infer<typeof difference>;
const differing = z.object({ actions: z.array(z.string()), after: difference });
type Differing = z.infer<typeof differing>;

/** Plans of one deployment. What stands is the same for all of them, and is kept once. */
const recording = z.object({
  terraform: z.string(),
  standing: z.record(z.string(), z.unknown()),
  plans: z.record(
    z.string(),
    z.object({
      format_version: z.string(),
      resources: z.record(z.string(), differing),
      outputs: z.record(z.string(), differing),
    }),
  ),
});
export type Recording = z.infer<typeof recording>;

export const RECORDED = join(__dirname, 'recorded.json');
const OUTPUT = 'output.';

/** What `terraform show -json` said of the plans, by their names. */
export function recordedPlans(): ReadonlyMap<string, string> {
  const { plans, standing } = recording.parse(JSON.parse(readFileSync(RECORDED, 'utf8')));
  const entries = Object.entries(plans).map(([name, { format_version, resources, outputs }]) => {
    const whole: Plan = {
      ...{ format_version, errored: false },
      resource_changes: Object.entries(resources).map(([address, one]) => ({
        ...{ address, mode: 'managed', type: address.split('.')[0] ?? '' },
        change: {
          actions: one.actions,
          before: standing[address] ?? null,
          after: applied(standing[address], one.after),
        },
      })),
      output_changes: Object.fromEntries(
        Object.entries(outputs).map(([output, { actions, after }]) => {
          const before = standing[`${OUTPUT}${output}`];
          return [output, { actions, before, after: applied(before, after) }];
        }),
      ),
    };
    return [name, JSON.stringify(whole)] as const;
  });
  return new Map(entries);
}

/** @param shown what `terraform show -json` says, by the names of the plans */
export function recordingOf(terraform: string, shown: ReadonlyMap<string, string>): Recording {
  const standing: Record<string, unknown> = {};
  const recorded = (id: string, { actions, before, after }: Change): [string, Differing] => {
    if (before != null) standing[id] = before;
    return [id, { actions, after: differenceOf(before, after) }];
  };
  const plans = [...shown].map(([name, text]) => {
    const { format_version, resource_changes: resources, output_changes: outputs } = plan.parse(JSON.parse(text));
    const changed = resources.filter(({ mode, change: { actions } }) => mode === 'managed' && actions[0] !== 'no-op');
    const told = Object.entries(outputs).filter(([output]) => ['settings', 'weakened'].includes(output));
    return [
      name,
      {
        format_version,
        resources: Object.fromEntries(changed.map(({ address, change: one }) => recorded(address, one))),
        outputs: Object.fromEntries(
          told.map(([output, one]) => [output, recorded(`${OUTPUT}${output}`, one)[1]] as const),
        ),
      },
    ] as const;
  });
  return { terraform, standing, plans: Object.fromEntries(plans) };
}

function differenceOf(before: unknown, after: unknown): Difference {
  if (!isObject(before) || !isObject(after)) return { is: after };
  const differ = Object.entries(after).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(before[key]));
  return { set: Object.fromEntries(differ), unset: Object.keys(before).filter((key) => !(key in after)) };
}

function applied(before: unknown, difference: Difference): unknown {
  if (!('set' in difference)) return difference.is;
  const { set, unset } = difference;
  const kept = Object.entries(isObject(before) ? before : {}).filter(([key]) => !unset.includes(key));
  return { ...Object.fromEntries(kept), ...set };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
