import { isObject } from './comments';
import { SettingsError } from './error';

/** Lays one value over another: objects merge key by key, everything else, lists included, is replaced. */
export function merged(base: unknown, overlay: unknown): unknown {
  if (!isObject(base) || !isObject(overlay)) return overlay;
  const keys = [...new Set([...Object.keys(base), ...Object.keys(overlay)])];
  return Object.fromEntries(keys.map((key) => [key, key in overlay ? merged(base[key], overlay[key]) : base[key]]));
}

/**
 * Settings of one environment, without the overlays themselves.
 *
 * @param environment name below `environments`; the settings without an overlay when absent
 */
export function settingsOf(raw: unknown, environment?: string): unknown {
  if (!isObject(raw)) return raw;
  const { environments = {}, ...base } = raw;
  if (!isObject(environments)) {
    const given = JSON.stringify(environments);
    throw new SettingsError([`environments = ${given} is not allowed; allowed: an object with one overlay per name`]);
  }
  const problems = Object.entries(environments).flatMap(([name, overlay]) => problemsOfOverlay(name, overlay));
  if (problems.length > 0) throw new SettingsError(problems);
  if (environment === undefined) return base;
  const names = environmentNames(raw);
  if (!names.includes(environment)) {
    const existing = names.length === 0 ? 'there are none' : `there are: ${names.join(', ')}`;
    throw new SettingsError([`GUARDRAILS_ENV: "${environment}" is not one of the keys of environments; ${existing}`]);
  }
  return merged(base, environments[environment]);
}

function problemsOfOverlay(name: string, overlay: unknown): string[] {
  const given = `environments.${name} = ${JSON.stringify(overlay)}`;
  if (!isObject(overlay)) return [`${given} is not allowed; allowed: an object with keys of the settings`];
  return 'environments' in overlay ? [`${given}: an overlay has no environments of its own`] : [];
}

/** Names of the overlays. */
export function environmentNames(raw: unknown): string[] {
  return isObject(raw) && isObject(raw['environments']) ? Object.keys(raw['environments']) : [];
}
