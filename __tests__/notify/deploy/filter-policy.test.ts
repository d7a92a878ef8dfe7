import { ALL_GUARDRAILS, NOTICE_CLASSES } from '../../../src/domain/notice/notice';
import { channelsFor, EMAIL, type Routes } from '../../../src/domain/notice/routes';
import { patternOf } from '../../../src/embedded-account/events/pattern';
import { filterPolicyOf } from '../../../src/notify/deploy/filter-policy';

const GUARDRAILS = ['one', 'two'];
const filter = (channel: string, routes: Routes) => filterPolicyOf(channel, routes, GUARDRAILS);
const passes = (channel: string, routes: Routes, attributes: object) =>
  patternOf(filter(channel, routes) ?? {}).matches(attributes);

const ROUTES: Readonly<Record<string, Routes>> = {
  'nothing chosen': {},
  'classes chosen': { incident: ['chat', EMAIL], digest: ['chat'] },
  'a class for nobody': { incident: ['chat'], heartbeat: [] },
  'a guardrail that chooses otherwise': {
    incident: ['chat'],
    guardrails: { one: { incident: [EMAIL], digest: ['chat'] } },
  },
  'one guardrail alone': { guardrails: { two: { digest: ['chat'] } } },
  'every guardrail otherwise': {
    'action-needed': ['chat'],
    guardrails: { one: { 'action-needed': [EMAIL] }, two: { 'action-needed': [EMAIL], heartbeat: ['chat'] } },
  },
};

describe('the filter of a subscription', () => {
  const cases = Object.entries(ROUTES).flatMap(([name, routes]) =>
    [EMAIL, 'chat'].map((channel) => ({ name, routes, channel })),
  );

  it.each(cases)('lets through to $channel what its routes say: $name', ({ routes, channel }) => {
    for (const guardrail of [ALL_GUARDRAILS, ...GUARDRAILS]) {
      for (const of of NOTICE_CLASSES) {
        const isMeant = channelsFor(routes, { guardrail, class: of }).includes(channel);
        expect({ guardrail, of, passes: passes(channel, routes, { guardrail, class: of }) }).toEqual({
          ...{ guardrail, of, passes: isMeant },
        });
      }
    }
  });

  it.each(Object.entries(ROUTES))(
    'lets alarms through to mail, and to others that are told of action needed: %s',
    (_, routes) => {
      expect(passes(EMAIL, routes, {})).toBe(true);
      expect(passes('chat', routes, {})).toBe((routes['action-needed'] ?? []).includes('chat'));
    },
  );

  it('is none where everything passes', () => {
    expect(filter(EMAIL, {})).toBeUndefined();
  });

  it('names classes alone where the guardrails do not matter', () => {
    expect(filter('chat', { digest: ['chat'] })).toEqual({ class: ['digest'] });
  });
});
