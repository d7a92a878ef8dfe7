import type { Decision } from '../../../../src/guardrails/revoker/judge/decision';
import type { Announcement } from '../../../../src/guardrails/revoker/report/notify';
import { furtherNotice as noticeWith, owedFor } from '../../../../src/guardrails/revoker/report/notify-further';
import type { Call } from '../../../../src/guardrails/revoker/judge/parse';
import type { Owed } from '../../../../src/domain/ledger/owed';
import { mailOf } from '../../../../src/notify/render/text';
import { aNotice } from '../../../support/notices';
import { aCall, aCaller, ACCOUNT, aUser, noDeny, someRules } from '../../../support/revoker';

function furtherNotice([first, ...others]: readonly Owed[]) {
  if (first === undefined) throw new Error('nothing is owed');
  const { notice, named } = noticeWith([first, ...others], someRules());
  return { named, notice: mailOf(notice) };
}
const now = new Date('2026-06-01T12:00:05Z');
const already: Decision = { kind: 'leave', reason: 'already-revoked', user: aUser(), deny: noDeny };
const announcement: Announcement = {
  entry: {
    accountId: ACCOUNT,
    principalId: aUser().id,
    guardrail: 'revoker',
    entryId: 'incident-000001',
    expires: false,
  },
  notice: aNotice(),
};
const owed = (call: Call = aCall(), decision: Decision = already, announcements = [announcement]) =>
  owedFor(call, decision, announcements, { callKey: call.eventId, now });
const some = (count: number, call: (n: number) => Partial<Call> = () => ({})) =>
  Array.from({ length: count }, (_, n) => owed(aCall({ eventId: `e${n}`, ...call(n) }))).flatMap((one) => one ?? []);

describe('owedFor', () => {
  it.each<[string, Decision]>([
    ['is revoked', { kind: 'revoke', reason: 'unauthorized', user: aUser(), deny: noDeny, joined: [] }],
    ['was revoked before', already],
    ['is only told of', { kind: 'tell', reason: 'gone' }],
    ['cannot be judged', { kind: 'undecidable', reason: 'admin-group', why: 'empty' }],
  ])('owes people every call that succeeded of somebody who %s', (_, decision) => {
    expect(owed(aCall(), decision)).toMatchObject({ callKey: aCall().eventId, notices: ['incident-000001'] });
  });

  it('owes them a call that no notice is about', () => {
    expect(owed(aCall(), already, [])).toMatchObject({ notices: [] });
  });

  it.each<[string, Call, Decision]>([
    ['an admin', aCall(), { kind: 'leave', reason: 'admin' }],
    ['self-service', aCall(), { kind: 'leave', reason: 'self-service' }],
    ['a refused call', aCall({ failedWith: 'AccessDenied' }), already],
    ['a call that only reads', aCall({ eventName: 'GetUser' }), already],
  ])('owes them nothing of %s', (_, call, decision) => {
    expect(owed(call, decision, [])).toBeUndefined();
  });

  it('keeps a call under its time and key', () => {
    const { entryId } = owedFor(aCall(), already, [], { callKey: 'e1-5f', now }) ?? {};
    expect(entryId).toBe('call-2026-06-01T12:00:00.000Z-e1-5f');
  });
});

describe('furtherNotice', () => {
  it('has a line for each call, with when, from where, by which key and where to find it', () => {
    const { notice } = furtherNotice(some(2));
    expect(notice.subject).toBe('rogue: 2 more IAM calls succeeded');
    expect(notice.body).toContain(`Who:     ${aUser().arn} (${aUser().id}, access key AKIAROGUE00000000001)\n`);
    expect(notice.body).toContain(
      '2026-06-01T12:00:00Z  created access key AKIAFORBOB0000000001 for user bob' +
        ' [iam:CreateAccessKey from 203.0.113.7 with key AKIAROGUE00000000001, event e0]\n',
    );
    expect(notice.body).toContain('docs/runbook.md#further-calls');
  });

  it('names as many calls as a message of SNS holds, says how many are left, and leaves none out', () => {
    const long = (n: number) => ({ eventName: 'DeleteUser', parameters: { userName: `${n}-${'ü'.repeat(300)}` } });
    const all = some(1_500, long);
    const first = furtherNotice(all);
    expect(Buffer.byteLength(first.notice.body)).toBeLessThan(262_144);
    expect(first.named.length).toBeGreaterThan(300);
    expect(first.notice.body).toContain(`The next notice names ${all.length - first.named.length} more`);
    expect(first.notice.subject).toBe(`rogue: ${first.named.length} more IAM calls succeeded`);
    expect([...first.named, ...all.slice(first.named.length)]).toEqual(all);
  });

  it('names one call at least, so that no line can keep the others from being told', () => {
    const [one, other] = some(2);
    if (one === undefined || other === undefined) throw new Error('nothing is owed');
    const long = { ...one, line: 'x'.repeat(250_000) };
    expect(furtherNotice([long, other]).named).toEqual([long]);
    expect(furtherNotice([other, long]).named).toEqual([other]);
  });

  it('keeps the words of an attacker within their line', () => {
    const evil = some(1, () => ({
      eventName: 'CreateTomorrow',
      parameters: { name: 'x\n\nWho:     nobody' },
      sourceIp: '1.2.3.4\nAccount: none',
      caller: aCaller({ name: 'a\nb' }),
    }));
    const lines = furtherNotice(evil).notice.body.split('\n');
    expect(lines.filter((line) => /^(Who|Account):/.test(line))).toHaveLength(2);
  });

  it('says in the line of a quarantine that it must stay', () => {
    const policyArn = 'arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV2';
    const put = some(1, () => ({ eventName: 'AttachUserPolicy', parameters: { userName: 'bob', policyArn } }));
    expect(furtherNotice(put).notice.body).toContain('must stay');
  });
});
