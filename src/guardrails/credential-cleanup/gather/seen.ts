import { batchTimeMs } from '../../../audit/batch/spread';
import type { Gather } from '../../../audit/batch/batch';
import type { BatchInput } from '../../../audit/payloads/batch';
import { gatherEach, type Looked } from '../../../audit/recorded/gather-each';
import type { Circumstances } from '../judge/announce';
import { idleKeysOf } from '../judge/idle';
import type { ListedKey } from '../judge/unused-keys';
import type { BatchPorts } from '../ports';
import type { CleanableSubject } from '../subject';

/** Access keys of a user, as IAM lists them; nobody has to know them where none could be deactivated or deleted. */
export type Seen = Looked<readonly ListedKey[]>;

/**
 * Lists the access keys of those users alone who have one that may be deactivated, for the report names no key ids, or one
 * that may be deleted, and asks for the last use of the latter.
 *
 * @param disabled what the guardrail has disabled of whom
 */
export function seenBy(
  { callsPerSecond }: BatchInput<CleanableSubject>,
  disabled: Circumstances['disabled'],
  ports: Pick<BatchPorts, 'rules' | 'pace' | 'accessKeys' | 'isDenied' | 'isExpired'>,
): Gather<CleanableSubject, Seen> {
  const { keys } = ports.rules;
  const port = ports.accessKeys(ports.pace(callsPerSecond, batchTimeMs(0)).run);
  const offOf = ({ id }: CleanableSubject) => (keys.delete > 0 ? disabled.get(id)?.keys : undefined);
  const list = gatherEach<CleanableSubject, readonly ListedKey[]>(async (subject) => {
    const found = await port.of(subject.name);
    if (found?.id !== subject.id) throw new Error(`nobody is called ${subject.name} any more, or somebody else is`);
    const off = offOf(subject);
    return Promise.all(
      found.keys.map(async (key) =>
        off?.has(key.keyId) ? { ...key, lastUsedAt: await port.lastUsedAt(key.keyId) } : key,
      ),
    );
  }, ports);
  const isToList = (subject: CleanableSubject) =>
    (keys.disable > 0 && idleKeysOf(subject, keys.report).length > 0) || (offOf(subject)?.size ?? 0) > 0;
  return async (subjects, found) => {
    for (const subject of subjects) if (!isToList(subject)) await found(subject, { kind: 'seen', evidence: [] });
    return list(subjects.filter(isToList), found);
  };
}
