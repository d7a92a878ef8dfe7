import { recordedReleaser, type ReleaserPorts } from '../../../audit/recorded/releaser';
import type { SlotSet } from '../../../audit/recorded/slot-set';
import type { AccessKeys } from '../../../aws/iam/access-keys';
import type { Releaser } from '../../../release/releaser';
import { keyHands } from '../apply/hands';
import { CREDENTIALS } from '../words';

/** What activating access keys again takes. */
export interface CleanupReleasePorts extends ReleaserPorts<SlotSet> {
  readonly accessKeys: Pick<AccessKeys, 'of' | 'setStatus'>;
}

/** Activates the access keys again that the guardrail has deactivated. */
export const cleanupReleaser = (ports: CleanupReleasePorts): Releaser =>
  recordedReleaser(CREDENTIALS, keyHands(ports.accessKeys), ports);
