import type { Outcome } from '../../../../src/domain/change/change';
import type { Decision } from '../../../../src/guardrails/revoker/judge/decision';
import { IAM_WRITES } from '../../../../src/guardrails/revoker/iam-writes/table';
import { announcementsOf } from '../../../../src/guardrails/revoker/report/notify';
import { furtherNotice, owedFor } from '../../../../src/guardrails/revoker/report/notify-further';
import { changedAdminGroups, granteeOf } from '../../../../src/guardrails/revoker/judge/membership';
import type { Call } from '../../../../src/guardrails/revoker/judge/parse';
import { mailOf } from '../../../../src/notify/render/text';
import { aCall, ADMINS, aUser, noDeny, someRules } from '../../../support/revoker';

const user = aUser();
const incident = { accountId: user.accountId, principalId: user.id, principalArn: user.arn, number: 1 };
const joined = { kind: 'opened', incident: { ...incident, openedAt: new Date(0), changes: [] } } as const;

/** Whatever may be decided of a call that people are told of. */
function decisionsOn(call: Call): readonly Decision[] {
  const granted = granteeOf(call, user, changedAdminGroups(call, [ADMINS], someRules()));
  const about = { user, deny: noDeny, ...(granted && { granted }) };
  return [
    { kind: 'revoke', reason: 'unauthorized', joined: [], ...about },
    // The caller is the only member of the admin group, and so is not taken out of it.
    { kind: 'revoke', reason: 'self-promotion', joined: [], ...about },
    { kind: 'leave', reason: 'already-revoked', ...about },
    { kind: 'tell', reason: 'admin-re-added', user },
    { kind: 'tell', reason: 'via-service', user },
  ];
}
const OUTCOMES: readonly Outcome[] = [{ kind: 'nothing-to-do' }, { kind: 'done', changes: [], refused: [] }];

/** What of a user's own stands in a field of an event. */
function ownIn(field: string): string {
  if (field === 'response.user.arn') return user.arn;
  if (/serialNumber$|MFADeviceName$/.test(field)) return `arn:aws:iam::${user.accountId}:mfa/phone`;
  if (/[uU]serName$/.test(field)) return user.name;
  if (/groupName$/.test(field)) return ADMINS.name;
  return `the-${field.split('.').at(-1)}`;
}

/** A call of the user about itself, with every field of `among` that the words for it name. */
function ownCall(eventName: string, among: 'parameters' | 'response' | ''): Call {
  const { name = [], whom, says = '' } = IAM_WRITES[eventName] ?? {};
  const inWords = [...says.matchAll(/\{((?:parameters|response)\.[^}]+)\}/g)].map(([, field = '']) => field);
  const held = { parameters: {}, response: {} };
  for (const field of [...name, ...(whom?.fields ?? []), ...inWords]) {
    if (!field.startsWith(among)) continue;
    const path = field.split('.');
    let target: Record<string, unknown> = held;
    for (const key of path.slice(0, -1)) target = (target[key] ??= {}) as Record<string, unknown>;
    target[path.at(-1) ?? ''] = ownIn(field);
  }
  return aCall({ eventName, ...held });
}

/** Every text that people are sent about a call. */
function textsAbout(call: Call): readonly string[] {
  return decisionsOn(call).flatMap((decision) => {
    const notices = OUTCOMES.flatMap((outcome) => announcementsOf(call, decision, outcome, joined, someRules()));
    const owed = owedFor(call, decision, notices, { callKey: call.eventId, now: new Date(0) });
    return [
      ...notices.map(({ notice }) => notice),
      ...(owed === undefined ? [] : [furtherNotice([owed], someRules()).notice]),
    ]
      .map(mailOf)
      .flatMap(({ subject, body }) => [subject, body]);
  });
}

/** `user rogue for rogue`, `rogue put rogue`, `…:user/rogue for user rogue`. */
const TWICE = /(?:user[ /])?\brogue \w+ (?:user )?(?:arn:\S+user\/)?rogue\b/;

describe('a call of a user about itself', () => {
  it.each(Object.keys(IAM_WRITES))('is told without naming the user twice in a row: %s', (eventName) => {
    for (const among of ['parameters', 'response', ''] as const) {
      const call = ownCall(eventName, among);
      const texts = textsAbout(call);
      expect(texts.length).toBeGreaterThan(decisionsOn(call).length);
      expect(texts.filter((text) => TWICE.test(text))).toEqual([]);
    }
  });

  it('is known where it would be told so', () => {
    for (const text of ['made user rogue for rogue', `made user ${user.arn} for user rogue`, 'rogue put rogue into x'])
      expect(text).toMatch(TWICE);
  });

  it('is a promotion of itself where it adds the user to an admin group that nobody else is in', () => {
    const subjects = textsAbout(ownCall('AddUserToGroup', 'parameters'));
    expect(subjects).toContain('ACTION NEEDED: rogue put itself into Administrators');
  });
});
