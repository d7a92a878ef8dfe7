import { App, Testing, TerraformStack } from 'cdktf';
import * as z from 'zod';

const bodies = z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown())));
const schema = z.object({
  resource: bodies.default({}),
  data: bodies.default({}),
  output: z.record(z.string(), z.looseObject({ value: z.unknown() })).default({}),
  provider: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))).default({}),
  terraform: z.record(z.string(), z.unknown()).default({}),
});

export type Template = z.output<typeof schema>;

/** What a stack synthesises to, as Terraform reads it. */
export function templateOf(stack: TerraformStack): Template {
  return schema.parse(JSON.parse(Testing.synth(stack)));
}

/** Synthesises constructs on their own. */
export function templateWith(build: (stack: TerraformStack) => void): Template {
  const stack = new TerraformStack(new App({ outdir: Testing.app().outdir, stackTraces: false }), 'stack');
  build(stack);
  return templateOf(stack);
}

/** All resources of a type. */
export function resources({ resource }: Template, type: string): Record<string, unknown>[] {
  return Object.values(resource[type] ?? {});
}

/** The only resource of a type. */
export function onlyOne(template: Template, type: string): Record<string, unknown> {
  const found = resources(template, type);
  if (found.length !== 1 || found[0] === undefined) throw new Error(`there are ${found.length} of ${type}`);
  return found[0];
}

/** Terraform addresses of all resources. */
export function addresses({ resource }: Template): string[] {
  return Object.entries(resource).flatMap(([type, named]) => Object.keys(named).map((name) => `${type}.${name}`));
}

const statement = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Principal: z.unknown().optional(),
  Action: z.union([z.string(), z.array(z.string())]).optional(),
  NotAction: z.union([z.string(), z.array(z.string())]).optional(),
  Resource: z.union([z.string(), z.array(z.string())]).optional(),
  NotResource: z.union([z.string(), z.array(z.string())]).optional(),
  Condition: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
});

/** Statements of a policy written as JSON. */
export function statementsOf(policy: unknown): z.output<typeof statement>[] {
  return z.object({ Statement: z.array(statement) }).parse(JSON.parse(z.string().parse(policy))).Statement;
}

/** A text that has a shape, where an expected value stands (jest's own type for it is `any`). */
export function matching(pattern: RegExp): unknown {
  return expect.stringMatching(pattern);
}
