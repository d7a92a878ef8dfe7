import type { AuditCase, Audited } from './audit';
import { auditDeviationsOf } from './audit-report';
import type { Cleanup } from './cleanup';
import { cleanupDeviationsOf } from './cleanup-report';
import type { Denial } from './denies';
import { denyDeviationsOf } from './denies-report';
import type { Enforcement } from './enforcement';
import { enforcementDeviationsOf } from './enforcement-report';
import { deviationsOf, type Played } from './report';

/** What stands above everything that the trial prints. */
export const INTRODUCTION = `\
The functions of the stack, built and run on AWS accounts in memory: nothing is deployed. You will see
attackers, admins and ordinary people meet the revoker; an audit of the same account by Access Advisor;
in another account, boundaries that are put and taken back; in a third one, users who are denied the
services they do not use; and, in a fourth one, access keys that are deactivated because nobody uses
them, and a role that is deleted and restored. It takes about a minute.
`;

/** How one part of the trial went. */
export interface Part {
  readonly name: string;
  readonly good: number;
  readonly of: number;
  /** What it showed, in a few words. */
  readonly shown: string;
}

/** A line per part, below everything else. */
export function summaryOf(parts: readonly Part[]): string {
  const width = Math.max(...parts.map(({ name }) => name.length)) + 1;
  return parts
    .map(({ name, good, of, shown }) => `${`${name}:`.padEnd(width)} ${good} of ${of} as expected; ${shown}`)
    .join('\n');
}

/** Whether all of it went as it should. */
export function isAsExpected(parts: readonly Part[]): boolean {
  return parts.every(({ good, of }) => good === of);
}

/** The revoker: each of its scenarios, and one release. */
export function revokerPart(
  played: readonly Played[],
  { mails, isReleased }: { readonly mails: number; readonly isReleased: boolean },
): Part {
  const verdicts = (kind: string) => played.filter(({ observed }) => observed.verdict.startsWith(kind)).length;
  return {
    name: 'Revoker',
    ...counted([...played.map((one) => deviationsOf(one).length === 0), isReleased]),
    shown: `${verdicts('revoke')} revoked, ${verdicts('leave')} left alone, ${mails} mails, 1 release`,
  };
}

/** The audit: each of its cases, and that it changes nothing else. */
export function auditPart(cases: readonly AuditCase[], audited: Audited): Part {
  const { rows, onlyTagged, isMailed } = audited;
  return {
    name: 'Audit',
    ...counted([...cases.map((one) => auditDeviationsOf(one, audited).length === 0), onlyTagged && isMailed]),
    shown: `${rows.size} principals in the report; nothing but tags ${onlyTagged ? 'changed' : 'SHOULD HAVE CHANGED'}`,
  };
}

/** The boundaries: each principal, the release of one, and that of all. */
export function boundariesPart({ cases, oneIsBack, released, allIsBack }: Enforcement): Part {
  return {
    name: 'Boundaries',
    ...counted([...cases.map((one) => enforcementDeviationsOf(one).length === 0), oneIsBack, allIsBack]),
    shown: `${released + 1} released, IAM ${allIsBack ? 'as before' : 'NOT AS BEFORE'}`,
  };
}

/** The denies: each user, and the release of all. */
export function deniesPart({ cases, isBack, triedAgain }: Denial): Part {
  const denied = cases.filter(({ services }) => services.length > 0).length;
  return {
    name: 'Denies',
    ...counted([...cases.map((one) => denyDeviationsOf(one).length === 0), triedAgain !== undefined, isBack]),
    shown: `${denied} users denied what they do not use, ${cases.length - denied} left, IAM ${isBack ? 'as before' : 'NOT AS BEFORE'}`,
  };
}

/**
 * The clean-up: each access key and role, what reports announced, and the role that was deleted.
 *
 * @param deviations what went otherwise than it should with that role
 */
export function cleanupPart({ cases, subjects, announces }: Cleanup, deviations: readonly string[]): Part {
  const deactivated = cases.filter(({ statuses }) => statuses.due === 'Inactive').length;
  const unused = new Set(cases.flatMap(({ one, announced }) => (announced === 'leave: in-use' ? [] : [one.arn])));
  return {
    name: 'Clean-up',
    ...counted([
      ...cases.map((one) => cleanupDeviationsOf(one).length === 0),
      ...[subjects.length === 3 && announces.length === unused.size, deviations.length === 0],
    ]),
    shown: `${deactivated} access keys deactivated after a warning, 1 role ${deviations.length === 0 ? 'deleted and restored, but for its id and creation date' : 'NOT DELETED AND RESTORED'}`,
  };
}

const counted = (outcomes: readonly boolean[]) => ({ good: outcomes.filter(Boolean).length, of: outcomes.length });
