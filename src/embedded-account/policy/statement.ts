import { z } from 'zod';

const strings = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (Array.isArray(value) ? value : [value]));
const values = z
  .union([z.string(), z.boolean(), z.number(), z.array(z.union([z.string(), z.boolean(), z.number()]))])
  .transform((value) => (Array.isArray(value) ? value : [value]).map(String));

const statement = z
  .strictObject({
    Sid: z.string().optional(),
    Effect: z.enum(['Allow', 'Deny']),
    Principal: z.unknown().optional(),
    NotPrincipal: z.unknown().optional(),
    Action: strings.optional(),
    NotAction: strings.optional(),
    Resource: strings.optional(),
    NotResource: strings.optional(),
    Condition: z.record(z.string(), z.record(z.string(), values)).default({}),
  })
  .refine((one) => (one.Action === undefined) !== (one.NotAction === undefined), 'needs one of Action and NotAction');

const identityStatement = statement
  .refine(
    (one) => one.Principal === undefined && one.NotPrincipal === undefined,
    'an identity policy names no Principal',
  )
  .refine(
    (one) => (one.Resource === undefined) !== (one.NotResource === undefined),
    'needs one of Resource and NotResource',
  );

const document = (one: typeof statement) =>
  z
    .strictObject({
      Version: z.enum(['2012-10-17', '2008-10-17']).default('2008-10-17'),
      Id: z.string().optional(),
      Statement: z.union([z.array(one).min(1), one.transform((single) => [single])]),
    })
    .transform((policy) => (policy.Version === '2008-10-17' ? withoutVariables(policy) : policy));

/** The older language has no variables: what looks like one is text. */
function withoutVariables<T extends { readonly Statement: readonly PolicyStatement[] }>(policy: T): T {
  const literal = (texts: readonly string[]) => texts.map((text) => text.replaceAll('${', '${$}{'));
  return {
    ...policy,
    Statement: policy.Statement.map((one) => ({
      ...one,
      ...(one.Resource && { Resource: literal(one.Resource) }),
      ...(one.NotResource && { NotResource: literal(one.NotResource) }),
      Condition: Object.fromEntries(
        Object.entries(one.Condition).map(([operator, keys]) => [
          operator,
          Object.fromEntries(Object.entries(keys).map(([key, wanted]) => [key, literal(wanted)])),
        ]),
      ),
    })),
  };
}

/** One statement of a policy, its single values made lists. */
export type PolicyStatement = z.infer<typeof statement>;

/** A policy document, as strictly read as IAM reads it. */
export interface ParsedPolicy {
  readonly Version: string;
  readonly Statement: readonly PolicyStatement[];
}

const identityDocument = document(identityStatement);
const resourceDocument = document(statement);
const parsed = new Map<string, ParsedPolicy>();

/** @throws ZodError or SyntaxError naming what IAM would refuse */
export function parseIdentityPolicy(text: string): ParsedPolicy {
  const known = parsed.get(text);
  if (known) return known;
  const policy = identityDocument.parse(JSON.parse(text));
  parsed.set(text, policy);
  return policy;
}

/** @throws ZodError or SyntaxError naming what the service would refuse */
export const parseResourcePolicy = (text: string): ParsedPolicy => resourceDocument.parse(JSON.parse(text));
