import * as iam from '@aws-sdk/client-iam';
import * as z from 'zod';

/** A structure of the SDK's model: its members' names at 4, their shapes at 5. */
const structure = z
  .tuple([z.literal(3), z.string(), z.string(), z.unknown(), z.array(z.string()), z.array(z.unknown())])
  .rest(z.unknown());
const operation = z
  .tuple([z.literal(9), z.string(), z.string(), z.unknown(), z.unknown(), z.unknown()])
  .rest(z.unknown());

/** Whether IAM's API has the action. */
export function isInSdk(action: string): boolean {
  return `${action}Command` in iam;
}

/** Fields of an action's events, as CloudTrail spells them, two levels deep. */
export function fieldsOf(action: string): readonly string[] {
  const commands: Readonly<Record<string, unknown>> = { ...iam };
  const command = commands[`${action}Command`];
  if (typeof command !== 'function') throw new Error(`IAM has no ${action}`);
  const made: unknown = Reflect.construct(command, [{}]);
  const [, , , , input, output] = operation.parse(z.object({ schema: z.unknown() }).parse(made).schema);
  return [...membersOf(input, 'parameters', 2), ...membersOf(output, 'response', 2)];
}

function membersOf(shape: unknown, under: string, depth: number): readonly string[] {
  const found = structure.safeParse(resolved(shape));
  if (!found.success || depth === 0) return [];
  const [, , , , names, shapes] = found.data;
  return names.flatMap((name, index) => {
    const field = `${under}.${name.charAt(0).toLowerCase()}${name.slice(1)}`;
    return [field, ...membersOf(shapes[index], field, depth - 1)];
  });
}

/** A shape may be given by a function, or with traits of its place beside it. */
function resolved(shape: unknown): unknown {
  if (typeof shape === 'function') return resolved((shape as () => unknown)());
  return Array.isArray(shape) && typeof shape[0] === 'function' ? resolved(shape[0]) : shape;
}
