import { tamperingMail } from '../../src/domain/tampering/mail';
import { transformerOf } from '../../src/embedded-account/events/input-transformer';
import type { TamperingGroup } from '../../src/domain/tampering/watched';
import { knownOf } from '../../src/notify/parse';
import { tamperingNotice } from '../../src/notify/tampering-notice';

const EVENT = {
  ...{ account: '111122223333', region: 'us-east-1' },
  detail: {
    ...{ eventName: 'DisableRule', eventID: 'event-1', eventTime: '2026-11-29T03:00:00Z' },
    ...{ sourceIPAddress: '203.0.113.10', userIdentity: { arn: 'arn:aws:iam::111122223333:user/a"b/rogue' } },
    requestParameters: { name: 'guard-revoker-look' },
  },
};

/** The text that EventBridge makes of an event. */
function messageOf(event: object, group: TamperingGroup = 'triggers'): string {
  const watched = { prefix: 'guard', policies: ['DenyIAMAccess'], restorer: 'role/guard', keyArns: [] };
  const { paths, template } = tamperingMail(group, watched, 'docs/runbook.md');
  return transformerOf(paths, template).textOf(event);
}

describe('a message about a change of the guard', () => {
  it('is a notice that needs action and says who did what to which part, and what to do', () => {
    const notice = tamperingNotice(messageOf(EVENT));
    expect(notice).toMatchObject({
      ...{ class: 'action-needed', guardrail: 'guardrails', accountId: '111122223333', thread: 'tampering/event-1' },
      headline: 'a part of the guard was changed: DisableRule on guard-revoker-look',
      links: [{ href: 'docs/runbook.md#tampering' }],
    });
    const facts = Object.fromEntries(notice?.facts.map(({ label, value }) => [label, value]) ?? []);
    expect(facts).toMatchObject({ Caller: 'arn:aws:iam::111122223333:user/a"b/rogue', From: '203.0.113.10' });
    expect(notice?.actions.map(({ say }) => say).join(' ')).toMatch(/deployers.*assume an attacker/);
  });

  it('names parts of the guard first where a call names others before them, in any number', () => {
    const decoys = Array.from({ length: 98 }, (_, index) => `decoy-${index}-${'x'.repeat(200)}`);
    const alarmNames = [...decoys, 'guard-revoker-failing', 'guard-release-failing'];
    const detail = { ...EVENT.detail, eventName: 'DeleteAlarms', requestParameters: { alarmNames } };
    const message = messageOf({ ...EVENT, detail }, 'alerts');
    expect(message).toContain(`,guard-revoker-failing,guard-release-failing]"`);
    expect(message).toContain('Names of the guard begin with guard-"');
    const { headline, facts } = tamperingNotice(message) ?? {};
    expect(headline).toMatch(/: DeleteAlarms on guard-revoker-failing and 99 more$/);
    expect(facts?.find(({ label }) => label === 'Part')?.value).toMatch(
      /^guard-revoker-failing, guard-release-failing, decoy-0/,
    );
  });

  it('is one that channels are told of, each message once', () => {
    const Message = messageOf(EVENT);
    expect(knownOf(JSON.stringify({ MessageId: 'm', Message }))).toEqual({ id: 'm', notice: tamperingNotice(Message) });
  });

  it('says no more of a caller than CloudTrail does', () => {
    const byService = { ...EVENT, detail: { ...EVENT.detail, userIdentity: { type: 'AWSService' } } };
    expect(tamperingNotice(messageOf(byService))?.facts).toContainEqual({ label: 'Caller', value: '' });
  });

  it.each([
    ['another text', '"hello"'],
    ['nothing', ''],
    ['a notice of another kind', JSON.stringify({ AlarmName: 'x' })],
  ])('is not made of %s', (_, text) => {
    expect(tamperingNotice(text)).toBeUndefined();
  });
});
