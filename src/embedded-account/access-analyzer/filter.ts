import { z } from 'zod';

const criterion = z.strictObject({
  eq: z.array(z.string()).min(1).max(50).optional(),
  neq: z.array(z.string()).min(1).max(50).optional(),
  contains: z.array(z.string()).min(1).max(50).optional(),
});

/** Filter keys of findings, as far as the embedded account has them. */
export const criteria = z
  .strictObject({
    status: criterion.optional(),
    resource: criterion.optional(),
    resourceType: criterion.optional(),
    resourceOwnerAccount: criterion.optional(),
    findingType: criterion.optional(),
  })
  .default({});

/** Whether a finding fits every criterion of a filter. */
export function fits(finding: Readonly<Record<string, unknown>>, filter: z.infer<typeof criteria>): boolean {
  return Object.entries(filter).every(([key, { eq, neq, contains }]) => {
    const value = String(finding[key]);
    return (
      (eq === undefined || eq.includes(value)) &&
      neq?.includes(value) !== true &&
      (contains === undefined || contains.some((part) => value.includes(part)))
    );
  });
}
