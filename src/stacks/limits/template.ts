import * as z from 'zod';

const body = z.record(z.string(), z.unknown());

/** The resources of a stack as Terraform reads them. */
const resources = z.object({ resource: z.record(z.string(), z.record(z.string(), body)).default({}) });

export type Body = z.output<typeof body>;

/** A resource with the name it has in the stack. */
export interface Resource {
  readonly address: string;
  readonly type: string;
  readonly body: Body;
}

/** @param json a stack as it is synthesised */
export function resourcesOf(json: unknown): readonly Resource[] {
  return Object.entries(resources.parse(json).resource).flatMap(([type, named]) =>
    Object.entries(named).map(([id, found]) => ({ address: `${type}.${id}`, type, body: found })),
  );
}
