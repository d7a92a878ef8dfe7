import { parseSettings, type Settings } from '../../settings';

/** The settings that previews go by: nobody's address, no state and no schedule of anything else. */
const KEPT = [
  ...(['namePrefix', 'partition', 'region', 'assumeRoleArn', 'controlAccountIds', 'runbookUrl'] as const),
  ...(['audit', 'limits', 'exemptions', 'protectedPrincipals', 'trail', 'revoker'] as const),
  ...(['permissionsBoundary', 'unusedServiceDeny', 'credentialCleanup'] as const),
];

/** What a snapshot keeps of the settings that it was taken by. */
export function settingsFor(settings: Settings): Record<string, unknown> {
  const all = new Map<string, unknown>(Object.entries(settings));
  const kept = KEPT.flatMap((key) => (all.get(key) === undefined ? [] : [[key, all.get(key)]]));
  return JSON.parse(JSON.stringify(Object.fromEntries(kept))) as Record<string, unknown>;
}

/** The settings of a snapshot, checked as any. @throws SettingsError */
export const settingsOf = (kept: Readonly<Record<string, unknown>>): Settings =>
  parseSettings({ backend: 'local', ...kept });
