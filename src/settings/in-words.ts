import { isObject } from './comments';
import type { Words } from '../setting-values/direction';
import type { Settings } from './schema';

/**
 * What a deployment does, by key of the settings, defaults included.
 *
 * Rules travel in bundles, of which a plan shows a hash. As an output of the stack this shows a changed setting, or a
 * default that another version changed, as one changed line with what was there before. Where the state lies is none
 * of it.
 */
export function settingsInWords({ environments, ...settings }: Settings): Readonly<Record<string, Words>> {
  const deployed = Object.entries(settings).filter(([key]) => key !== 'backend');
  return {
    ...(environments?.chosen !== undefined && { environment: environments.chosen }),
    ...Object.fromEntries(deployed.flatMap(([key, value]) => below(key, value))),
  };
}

function below(key: string, value: unknown): [string, Words][] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return [[key, value.map(wordsOf)]];
  if (isObject(value)) return Object.entries(value).flatMap(([inner, one]) => below(`${key}.${inner}`, one));
  return [[key, wordsOf(value)]];
}

function wordsOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(wordsOf).join(' and ');
  if (!isObject(value)) return String(value);
  const given = Object.entries(value).filter(([, one]) => one !== undefined);
  return given.map(([key, one]) => `${key} ${wordsOf(one)}`).join(', ');
}
