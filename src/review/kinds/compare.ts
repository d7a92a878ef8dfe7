import type { Values } from '../plan';

/**
 * Says how a resource is weaker than it was; nothing where it is not.
 *
 * @param released ARNs that the settings named before, and name no more
 */
export type Judge = (before: Values, now: Values, released: readonly string[]) => readonly string[];

/** An attribute within blocks, of which Terraform makes lists: `scaling_config.maximum_concurrency`. */
export function within(values: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => {
    const one: unknown = Array.isArray(value) ? value[0] : value;
    return typeof one === 'object' && one !== null ? (one as Values)[key] : undefined;
  }, values);
}

/** A switch that is off now and was not. */
export const switchedOff =
  (path: string, says: string): Judge =>
  (before, now) =>
    within(before, path) === true && within(now, path) !== true ? [says] : [];

/** A switch that is on now and was not. */
export const switchedOn =
  (path: string, says: string): Judge =>
  (before, now) =>
    within(before, path) !== true && within(now, path) === true ? [says] : [];

/** A text that has this value no more. */
export const noLonger =
  (path: string, value: string, says: string): Judge =>
  (before, now) =>
    within(before, path) === value && within(now, path) !== value ? [`${says} (${said(within(now, path))})`] : [];

/** A text that has this value now. */
export const turns =
  (path: string, value: string, says: string): Judge =>
  (before, now) =>
    within(before, path) !== value && within(now, path) === value ? [says] : [];

/** A number that is lower. @param nothing what stands for no limit at all */
export const lower =
  (path: string, says: string, nothing?: number): Judge =>
  (before, now) => {
    const [was, is] = [numberAt(before, path, nothing), numberAt(now, path, nothing)];
    return is < was ? [`${says} (${said(within(before, path))} -> ${said(within(now, path))})`] : [];
  };

/** A number that is higher. */
export const higher =
  (path: string, says: string): Judge =>
  (before, now) => {
    const [was, is] = [numberAt(before, path), numberAt(now, path)];
    return is > was ? [`${says} (${was} -> ${is})`] : [];
  };

/** A list that lacks something. */
export const fewer =
  (path: string, says: string): Judge =>
  (before, now) =>
    lacking(listAt(before, path), listAt(now, path)).map((one) => `${says}: ${one}`);

/** Something that is there no more. */
export const left =
  (path: string, says: string): Judge =>
  (before, now) =>
    isThere(within(before, path)) && !isThere(within(now, path)) ? [says] : [];

export const all =
  (...judges: readonly Judge[]): Judge =>
  (before, now, released) =>
    judges.flatMap((judge) => judge(before, now, released));

const isThere = (value: unknown) => value !== undefined && value !== null && value !== '' && value !== false;
const said = (value: unknown) => (isThere(value) ? JSON.stringify(value).replaceAll('"', '') : 'none');
const lacking = (all: readonly unknown[], some: readonly unknown[]) =>
  all.filter((one) => !some.some((other) => JSON.stringify(other) === JSON.stringify(one))).map(said);
const listAt = (values: Values, path: string): readonly unknown[] => {
  const list = within(values, path);
  return Array.isArray(list) ? list : [];
};

function numberAt(values: Values, path: string, nothing?: number): number {
  const value = within(values, path);
  if (nothing !== undefined && (value === nothing || value == null)) return Infinity;
  return typeof value === 'number' ? value : NaN;
}
