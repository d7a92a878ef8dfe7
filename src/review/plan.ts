import * as z from 'zod';

/** What a resource or an output is, by attribute; nothing where it is not there. */
const values = z.record(z.string(), z.unknown()).nullish();
const change = z.object({
  actions: z.array(z.enum(['no-op', 'create', 'read', 'update', 'delete', 'forget'])),
  before: z.unknown(),
  after: z.unknown(),
});
const resource = z.object({
  address: z.string(),
  mode: z.string().default('managed'),
  type: z.string(),
  change: change.extend({ before: values, after: values }),
});

const plan = z.object({
  format_version: z
    .string({ error: ({ input }) => (input === undefined ? 'is missing' : 'is no text') })
    .regex(/^1\./, 'is of another format than 1.x'),
  errored: z.boolean().default(false),
  resource_changes: z.array(resource).default([]),
  output_changes: z.record(z.string(), change).default({}),
});

export type Plan = z.infer<typeof plan>;
export type Values = Readonly<Record<string, unknown>>;

/** A resource that is to be made, changed, replaced or deleted. */
export interface ResourceChange {
  readonly address: string;
  readonly type: string;
  /** Absent: it is made. */
  readonly before?: Values;
  /** Absent: it is deleted. */
  readonly now?: Values;
  /** Whether it is deleted and made anew, so that it loses what it holds. */
  readonly replaced: boolean;
}

/** A plan that cannot be reviewed. */
export class ReviewError extends Error {
  public override readonly name = 'ReviewError';
}

/**
 * Reads what `terraform show -json` says of a plan.
 *
 * @throws ReviewError where it is none, is one that failed, or not one of a deployment of this project
 */
export function planIn(text: string): Plan {
  const read = plan.safeParse(jsonIn(text));
  if (!read.success) {
    const wrong = read.error.issues.map(({ path, message }) => `${path.join('.') || 'the document'}: ${message}`);
    throw new ReviewError(`this is not what terraform show -json says of a plan: ${wrong.slice(0, 5).join('; ')}`);
  }
  if (read.data.errored) throw new ReviewError('the plan failed, and does not hold every change');
  if (read.data.output_changes['settings'] === undefined)
    throw new ReviewError('the plan has no output settings: it is not one of iam-guardrails, or of an old version');
  return read.data;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ReviewError('the plan is no JSON: terraform show -json writes it', { cause: error });
  }
}

/** What becomes of the resources of a deployment. */
export function resourceChangesIn({ resource_changes: all }: Plan): readonly ResourceChange[] {
  return all
    .filter(({ mode, change: { actions } }) => mode === 'managed' && actions[0] !== 'no-op')
    .map(({ address, type, change: { actions, before, after } }) => ({
      ...{ address, type, replaced: actions.length > 1 },
      ...(before != null && { before }),
      ...(after != null && { now: after }),
    }));
}
