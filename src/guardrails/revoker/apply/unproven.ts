import type { Incident } from '../../../domain/ledger/incident';
import type { Waiting } from '../../../domain/ledger/waiting';
import type { Call } from '../judge/parse';
import type { Digesting } from './judged-id';
import { waitingFor } from './remember';

/** What a release by hand waits for, once it was believed: that history shows the call. */
const UNPROVEN = 'release-unproven';

/** A release that a message told of, to be proven. It is found by the id of who was released, whatever name that has then. */
export const unproven = (call: Call, { principalId }: Incident, now: Date, digesting: Digesting): Waiting => ({
  ...waitingFor(call, UNPROVEN, now, digesting),
  principalId,
  isUrgent: true,
});

export const isUnproven = ({ why }: Waiting): boolean => why === UNPROVEN;
