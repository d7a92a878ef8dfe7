import { tamperingMail } from '../../src/domain/tampering/mail';
import { transformerOf } from '../../src/embedded-account/events/input-transformer';
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
function messageOf(event: object): string {
  const { paths, template } = tamperingMail('triggers', { prefix: 'guard' }, 'docs/runbook.md');
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
