import { batchTimeMs } from '../../../audit/batch/spread';
import type { Gather } from '../../../audit/batch/batch';
import type { BatchInput } from '../../../audit/payloads/batch';
import { gatherEach, type Looked } from '../../../audit/recorded/gather-each';
import type { UndatedCredential } from '../../../domain/credentials/undated';
import type { Circumstances } from '../judge/announce';
import { idleKeysOf } from '../judge/idle';
import { isToBeWarned } from '../judge/undated';
import type { ListedKey } from '../judge/unused-keys';
import type { BatchPorts } from '../ports';
import type { CleanableSubject } from '../subject';

/** What a user holds, as IAM lists it; nobody has to know it where nothing could be disabled or deleted. */
export interface Holding {
  readonly keys: readonly ListedKey[];
  /** Active credentials of which IAM never says when they were used. */
  readonly undated: readonly UndatedCredential[];
}

export type Seen = Looked<Holding>;

/**
 * Lists the access keys of those users alone who have one that may be deactivated, for the report names no key ids, or one
 * that may be deleted, and asks for the last use of the latter; and credentials without a date of those whom a report would
 * warn.
 *
 * @param disabled what the guardrail has disabled of whom
 */
export function seenBy(
  { callsPerSecond }: BatchInput<CleanableSubject>,
  disabled: Circumstances['disabled'],
  ports: Pick<BatchPorts, 'rules' | 'pace' | 'accessKeys' | 'lastSeen' | 'isDenied' | 'isExpired'>,
): Gather<CleanableSubject, Seen> {
  const { keys } = ports.rules;
  const { run: paced } = ports.pace(callsPerSecond, batchTimeMs(0));
  const [port, lastSeen] = [ports.accessKeys(paced), ports.lastSeen(paced)];
  const offOf = ({ id }: CleanableSubject) => (keys.delete > 0 ? disabled.get(id)?.keys : undefined);
  const isToList = (subject: CleanableSubject) =>
    (keys.disable > 0 && idleKeysOf(subject, keys.report).length > 0) || (offOf(subject)?.size ?? 0) > 0;
  const isInDoubt = (subject: CleanableSubject) => isToBeWarned(subject, disabled.get(subject.id), ports.rules);
  const keysOf = async (subject: CleanableSubject): Promise<readonly ListedKey[]> => {
    const found = await port.of(subject.name);
    if (found?.id !== subject.id) throw new Error(`nobody is called ${subject.name} any more, or somebody else is`);
    const off = offOf(subject);
    return Promise.all(
      found.keys.map(async (key) =>
        off?.has(key.keyId) ? { ...key, lastUsedAt: await port.lastUsedAt(key.keyId) } : key,
      ),
    );
  };
  // Each by itself: where the function lacks one right, everybody who was asked about by it is denied.
  const [lookAtKeys, lookAtUndated] = [
    gatherEach(keysOf, ports),
    gatherEach(({ name }: CleanableSubject) => lastSeen.undated(name), ports),
  ];
  return async (subjects, found) => {
    const [listed, undated] = await Promise.all([
      lookedAt(subjects.filter(isToList), lookAtKeys),
      lookedAt(subjects.filter(isInDoubt), lookAtUndated),
    ]);
    for (const subject of subjects) await found(subject, held(listed.get(subject), undated.get(subject)));
    return [];
  };
}

async function lookedAt<T>(
  subjects: readonly CleanableSubject[],
  look: Gather<CleanableSubject, Looked<T>>,
): Promise<ReadonlyMap<CleanableSubject, Looked<T>>> {
  const all = new Map<CleanableSubject, Looked<T>>();
  await look(subjects, (subject, looked) => {
    all.set(subject, looked);
    return Promise.resolve();
  });
  return all;
}

/** What a user holds. @param keys absent: nobody asked, as of `undated` */
function held(
  keys: Looked<Holding['keys']> = { kind: 'seen', evidence: [] },
  undated: Looked<Holding['undated']> = { kind: 'seen', evidence: [] },
): Seen {
  if (keys.kind === 'failed') return keys;
  if (undated.kind === 'failed') return undated;
  return { kind: 'seen', evidence: { keys: keys.evidence, undated: undated.evidence } };
}
