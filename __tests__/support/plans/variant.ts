type Values = Readonly<Record<string, unknown>>;

/** A synthesised stack, as far as its resources are concerned. */
export interface Template {
  readonly resource: Readonly<Record<string, Readonly<Record<string, Values>>>>;
}

/** Another deployment in the place of the one that stands: by its settings, or by what its code makes of them. */
export interface Variant {
  /** Merged with those that stand; a list or a text takes the place of the one before. */
  readonly settings?: object;
  readonly edit?: (template: Template) => Template;
  /** Whether the group of admins is pinned by its id, which the account alone knows. */
  readonly groupId?: true;
}

type Edit = (values: Values) => Values | undefined;

/** Changes the first resource of a type whose name matches, or takes it away. */
export const firstOf =
  (type: string, name: RegExp, change: Edit) =>
  (template: Template): Template => {
    const all = template.resource[type] ?? {};
    const found = Object.keys(all).find((one) => name.test(one));
    if (found === undefined)
      throw new Error(`no ${type} has a name like ${String(name)}: ${Object.keys(all).join(', ')}`);
    return withType(template, type, (one, values) => (one === found ? change(values) : values));
  };

/** Changes every resource of a type. */
export const eachOf =
  (type: string, change: Edit) =>
  (template: Template): Template =>
    withType(template, type, (_, values) => change(values));

function withType(
  template: Template,
  type: string,
  change: (name: string, values: Values) => Values | undefined,
): Template {
  const changed = Object.entries(template.resource[type] ?? {}).flatMap(([name, values]) => {
    const now = change(name, values);
    return now === undefined ? [] : [[name, now] as const];
  });
  const all = Object.entries({ ...template.resource, [type]: Object.fromEntries(changed) });
  // Terraform takes no type without a resource.
  const resource = Object.fromEntries(all.filter(([, named]) => Object.keys(named).length > 0));
  return { ...template, resource: withoutDangling(resource) };
}

/** What is taken away, nothing waits for any more. */
function withoutDangling(resource: Template['resource']): Template['resource'] {
  const there = Object.entries(resource).flatMap(([type, all]) => Object.keys(all).map((name) => `${type}.${name}`));
  return mapped(resource, (all) =>
    mapped(all, ({ depends_on: after, ...values }) => ({
      ...values,
      ...(Array.isArray(after) && { depends_on: after.filter((one) => there.includes(String(one))) }),
    })),
  );
}

const mapped = <T>(all: Readonly<Record<string, T>>, change: (one: T) => T): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(all).map(([name, one]) => [name, change(one)]));

/** Settings over others: what is an object in both is merged, all else takes the place of what was there. */
export function merged(base: object, over: object): object {
  const both = Object.entries(over).map(([key, value]: [string, unknown]): [string, unknown] => {
    const was: unknown = (base as Values)[key];
    return [key, isObject(was) && isObject(value) ? merged(was, value) : value];
  });
  return { ...base, ...(Object.fromEntries(both) as object) };
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
