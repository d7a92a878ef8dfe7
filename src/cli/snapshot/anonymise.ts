import { type Snapshot, snapshotForm } from './form';
import { Pseudonyms } from './pseudonyms';
import { policyText } from './policy-text';

/**
 * The same account under other names: names, ids, account numbers and the values of tags are replaced, each wherever it stands,
 * by words that follow from their order in the snapshot. What AWS itself named stays, and so do times, numbers and actions.
 */
export function anonymised(snapshot: Snapshot): Snapshot {
  const known = new Pseudonyms(snapshot);
  const replaced = snapshotForm.parse(changed(snapshot, [], known));
  return { ...replaced, anonymised: true };
}

/** Keys of the document whose values are no names. */
const PLAIN = new Set([
  ...['format', 'version', 'takenAt', 'createdAt', 'lastUsedAt', 'openedAt', 'confirmedAt', 'closedAt', 'at', 'status'],
  ...['kind', 'of', 'state', 'managedBy', 'service', 'generatedAt', 'unused', 'runId'],
]);

/** Texts of policies, which hold names in places of their own. */
const POLICIES = new Set(['text', 'trust', 'inline']);

function changed(value: unknown, path: readonly string[], known: Pseudonyms): unknown {
  const key = path.at(-1) ?? '';
  const section = path[0];
  if (PLAIN.has(key) || isPlain(path)) return value;
  if (typeof value === 'string') return POLICIES.has(key) ? policyText(value, known) : known.of(value);
  if (Array.isArray(value)) {
    const all: readonly unknown[] = value;
    return all.map((one) =>
      typeof one === 'string' ? changed(one, path, known) : changed(one, [...path, '0'], known),
    );
  }
  if (typeof value !== 'object' || value === null) return value;
  const isNamed = NAMED_KEYS.has(section ?? '') && path.length === 1;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      isNamed || key === 'leftElsewhere' ? known.of(name) : name,
      key === 'tags' && name.startsWith('Permissions_') ? one : changed(one, [...path, name], known),
    ]),
  );
}

/** Sections whose keys are names. */
const NAMED_KEYS = new Set(['reports', 'accessKeys', 'undated', 'objects']);

/** Of the settings those alone are replaced that name somebody or something of the account. */
const NAMING_SETTINGS = ['exemptions', 'protectedPrincipals', 'assumeRoleArn', 'controlAccountIds', 'revoker'];
const NAMING_KEYS = ['arn', 'id', 'name', 'path', 'group', 'owner', 'reason', 'adopt', 'adminRoles', 'adminGroups'];

function isPlain(path: readonly string[]): boolean {
  const [section, setting = '', ...rest] = path;
  if (section === 'credentialReport')
    return !['user', 'arn', 'credentialReport', 'lines', '0'].includes(path.at(-1) ?? '');
  if (section === 'remembered' && path.includes('leftElsewhere')) return path.length > 2;
  if (section !== 'settings' || path.length === 1) return false;
  if (setting === 'permissionsBoundary') return rest[0] !== undefined && rest[0] !== 'adopt';
  if (!NAMING_SETTINGS.includes(setting)) return true;
  const last = rest.filter((one) => one !== '0').at(-1);
  return last !== undefined && !['match', 'exempt', ...NAMING_KEYS].includes(last);
}
