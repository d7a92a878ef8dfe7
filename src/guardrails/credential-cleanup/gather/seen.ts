import { batchTimeMs } from '../../../audit/batch/spread';
import type { Gather } from '../../../audit/batch/batch';
import type { BatchInput } from '../../../audit/payloads/batch';
import { gatherEach, type Looked } from '../../../audit/recorded/gather-each';
import type { AccessKey } from '../../../domain/credentials/access-key';
import { idleKeysOf } from '../judge/idle';
import type { BatchPorts } from '../ports';
import type { CleanableSubject } from '../subject';

/** Access keys of a user, as IAM lists them; nobody has to know them where none could be deactivated. */
export type Seen = Looked<readonly AccessKey[]>;

/** Lists the access keys of those users alone who have one that may be deactivated: the report names no key ids. */
export function seenBy(
  { callsPerSecond }: BatchInput<CleanableSubject>,
  ports: Pick<BatchPorts, 'rules' | 'pace' | 'accessKeys' | 'isDenied' | 'isExpired'>,
): Gather<CleanableSubject, Seen> {
  const { keys } = ports.rules;
  const port = ports.accessKeys(ports.pace(callsPerSecond, batchTimeMs(0)).run);
  const list = gatherEach<CleanableSubject, readonly AccessKey[]>(async ({ id, name }) => {
    const found = await port.of(name);
    if (found?.id === id) return found.keys;
    throw new Error(`nobody is called ${name} any more, or somebody else is`);
  }, ports);
  const isToList = (subject: CleanableSubject) => keys.disable > 0 && idleKeysOf(subject, keys.report).length > 0;
  return async (subjects, found) => {
    for (const subject of subjects) if (!isToList(subject)) await found(subject, { kind: 'seen', evidence: [] });
    return list(subjects.filter(isToList), found);
  };
}
