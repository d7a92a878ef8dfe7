import { cleanupReleaser } from '../credential-cleanup/release/releaser';
import { boundaryReleaser } from '../permissions-boundary/release/releaser';
import type { Releaser } from '../../release/releaser';
import { denyReleaser } from '../unused-service-deny/release/releaser';
import { revokerReleaser } from '../revoker/release/releaser';

/** A principal is released from the first that holds its kind, where a request names none. */
const MAKERS = [revokerReleaser, boundaryReleaser, denyReleaser, cleanupReleaser] as const;

/** What all of them take together. */
export type ReleaserPorts = (typeof MAKERS)[number] extends (ports: infer Ports) => Releaser ? Ports : never;

/** How to take back what each guardrail did. */
export const releasersOf = (ports: ReleaserPorts): readonly Releaser[] => MAKERS.map((make) => make(ports));
