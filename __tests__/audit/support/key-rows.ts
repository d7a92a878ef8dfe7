import type { RecordedRow } from '../../../src/audit/recorded/row';
import type { SlotSet } from '../../../src/audit/recorded/slot-set';
import type { Principal } from '../../../src/domain/identity/principal';
import { keyOff } from './idle-keys';
import { idOf } from './keys-account';
import { ACCOUNT } from './subjects';

export const principalOf = (name: string): Principal => ({
  ...{ kind: 'user', accountId: ACCOUNT, id: idOf(name), arn: `arn:aws:iam::${ACCOUNT}:user/${name}`, name },
});

/** Row of a user of whom so many keys are to be deactivated. */
export function aKeyRow(name: string, keys = 1, overrides: Partial<RecordedRow<SlotSet>> = {}): RecordedRow<SlotSet> {
  const { kind, id, arn } = principalOf(name);
  return {
    ...{ kind, id, arn, name },
    decision: keys > 0 ? { kind: 'change', reason: 'unused' } : { kind: 'leave', reason: 'in-use' },
    changes: Array.from({ length: keys }, (_, index) => keyOff(principalOf(name), `AKIA${name}${index}`)),
    ...overrides,
  };
}
