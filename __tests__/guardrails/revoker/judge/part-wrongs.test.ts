import { alarmWrongs, ruleWrongs, trailWrongs } from '../../../../src/guardrails/revoker/judge/part-wrongs';
import { type AlarmPart, partsOf, type RulePart, type TrailPart } from '../../../../src/guardrails/revoker/judge/parts';
import { wholeAlarm, wholeRule, wholeTrail } from '../../../support/guard-parts';
import { someRules } from '../../../support/revoker';

const guard = { prefix: 'g', region: 'us-east-1' };
const trailed = (events: 'writes' | 'all', excludeSources: string[] = ['kms.amazonaws.com']) =>
  partsOf(someRules({ guard: { ...guard, trail: { events, excludeSources } } }));
const isRule =
  (name: string) =>
  (part: object): part is RulePart =>
    'name' in part && part.name === name;
function found<T>(one: T | undefined): T {
  if (one === undefined) throw new Error('there is no such part');
  return one;
}

const parts = trailed('writes');
const rule = found(parts.find(isRule('g-revoker')));
const look = found(parts.find(isRule('g-revoker-look')));
const trail = found(parts.find((part): part is TrailPart => part.kind === 'trail'));
const [target] = wholeRule(rule).targets;
const to = (overrides: object) => [{ ...found(target), ...overrides }];

describe('the parts of a guard', () => {
  it('are its rules and the trail of the deployment, by ARN', () => {
    expect(parts.map(({ arn }) => arn)).toEqual([
      'arn:aws:events:us-east-1:111122223333:rule/g-revoker',
      'arn:aws:events:us-east-1:111122223333:rule/g-revoker-look',
      'arn:aws:events:us-east-1:111122223333:rule/g-revoker-tell',
      'arn:aws:cloudtrail:us-east-1:111122223333:trail/g',
    ]);
  });

  it("leave out a trail that is somebody else's", () => {
    expect(partsOf(someRules({ guard })).map(({ kind }) => kind)).toEqual(['rule', 'rule', 'rule']);
  });
});

describe('a rule', () => {
  it.each([rule, look])('is whole as it was deployed, whatever the order of the keys of its pattern: $name', (one) => {
    expect(ruleWrongs(one, wholeRule(one))).toEqual([]);
    const turned = one.pattern && JSON.stringify(Object.fromEntries(Object.entries(one.pattern).toReversed()));
    expect(ruleWrongs(one, wholeRule(one, turned === undefined ? {} : { pattern: turned }))).toEqual([]);
  });

  it('may have other targets besides', () => {
    const targets = [...to({ arn: 'arn:aws:sqs:us-east-1:111122223333:other' }), ...to({})];
    expect(ruleWrongs(rule, wholeRule(rule, { targets }))).toEqual([]);
  });

  it('listens to all management events where reads are judged', () => {
    const [all] = partsOf(someRules({ readOnlyCalls: true }));
    expect(all).toMatchObject({ state: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS' });
  });

  const noTarget = `no target of it sends what it should to ${rule.targetArn}`;
  it.each([
    ['is disabled', { state: 'DISABLED' }, 'it is disabled'],
    [
      'has another state',
      { state: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS' },
      'its state is ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS, and not ENABLED',
    ],
    ['has another pattern', { pattern: '{"source":["aws.nothing"]}' }, 'it has another pattern'],
    ['has a schedule beside its pattern', { schedule: 'rate(1 day)' }, 'it has another schedule'],
    ['has no target', { targets: [] }, noTarget],
    ['sends elsewhere', { targets: to({ arn: `${rule.targetArn}x` }) }, noTarget],
    ['sends a text of its own', { targets: to({ input: '{}' }) }, noTarget],
    ['sends a part of the event', { targets: to({ isTransformed: true }) }, noTarget],
  ])('is switched off that %s', (_, overrides, expected) => {
    expect(ruleWrongs(rule, wholeRule(rule, overrides))).toEqual([expected]);
  });

  it('is switched off that was deleted', () => {
    expect(ruleWrongs(rule, undefined)).toEqual(['it was deleted']);
  });

  it('is switched off that comes at another time, or tells the revoker something else', () => {
    expect(ruleWrongs(look, wholeRule(look, { schedule: 'rate(1 day)' }))).toEqual(['it has another schedule']);
    expect(ruleWrongs(look, wholeRule(look, { targets: [{ arn: look.targetArn, isTransformed: false }] }))).toEqual([
      noTarget,
    ]);
  });
});

describe('a trail', () => {
  const management = { field: 'eventCategory', equals: ['Management'], hasOthers: false };
  const conditions = (...more: object[]) => ({
    selectors: [[management, ...more.map((one) => ({ field: 'eventSource', hasOthers: false, ...one }))]],
  });
  const tooLittle = 'it does not log the management events that it should';

  it.each([
    ['as it was deployed', {}],
    ['that logs more', conditions()],
    ['that logs something besides', { selectors: [[{ ...management, equals: ['Data'] }], [management]] }],
  ])('is whole %s', (_, overrides) => {
    expect(trailWrongs(trail, wholeTrail(trail, overrides))).toEqual([]);
  });

  it.each([
    ['is stopped', { isLogging: false }, 'its logging is stopped'],
    [
      'logs one Region, or no global services',
      { isEverywhere: false },
      'it does not log every Region and the global services, of which IAM is one',
    ],
    ['has selectors of the plain kind', { selectors: [] }, tooLittle],
    ['logs data events alone', { selectors: [[{ ...management, equals: ['Data'] }]] }, tooLittle],
    ['leaves out IAM', conditions({ notEquals: ['iam.amazonaws.com'] }), tooLittle],
    ['logs one service alone', conditions({ equals: ['kms.amazonaws.com'] }), tooLittle],
    ['leaves out what begins with something', conditions({ hasOthers: true }), tooLittle],
    ['leaves out some calls', conditions({ field: 'eventName', equals: ['GetUser'] }), tooLittle],
    ['names no category', { selectors: [[]] }, tooLittle],
    ['logs reads alone', conditions({ field: 'readOnly', equals: ['true'] }), tooLittle],
  ])('is switched off that %s', (_, overrides, expected) => {
    expect(trailWrongs(trail, wholeTrail(trail, overrides))).toEqual([expected]);
  });

  it('of all events is switched off that logs writes alone', () => {
    const all = found(trailed('all').find((part): part is TrailPart => part.kind === 'trail'));
    expect(trailWrongs(all, wholeTrail(all))).toEqual([]);
    expect(trailWrongs(all, wholeTrail(trail))).toEqual([tooLittle]);
  });

  it('is switched off that was deleted', () => {
    expect(trailWrongs(trail, undefined)).toEqual(['it was deleted']);
  });
});

describe('what tells people', () => {
  const telling = ({ deployers, ...topic }: { topicArn?: string; deployers: string[] }) => {
    const watched = { prefix: 'g', policies: ['DenyIAMAccess'], restorer: 'role/g', keyArns: [], ...topic };
    return partsOf(someRules({ guard: { ...guard, told: { watched, deployers } } }));
  };
  const isAlarm = (part: object): part is AlarmPart => 'kind' in part && part.kind === 'alarm';
  const tellers = telling({ deployers: [] });
  const tampering = found(tellers.find(isRule('g-tampering-alerts')));
  const alarm = found(tellers.find(isAlarm));
  const topicArn = 'arn:aws:sns:us-east-1:111122223333:g-notices';

  it('is part of a guard only where people are told', () => {
    expect(partsOf(someRules({ guard })).filter(isAlarm)).toEqual([]);
    expect(tellers.filter(isAlarm).map(({ name }) => name)).toContain('g-revoker-not-running');
  });

  it("tells the deployment's topic, or the one that is given", () => {
    expect([tampering.targetArn, alarm.topicArn]).toEqual([topicArn, topicArn]);
    const given = 'arn:aws:sns:us-east-1:111122223333:on-call';
    expect(telling({ topicArn: given, deployers: [] }).filter(isAlarm)[0]?.topicArn).toBe(given);
  });

  it('is a rule that words what it sends: one that sends the event is switched off', () => {
    expect(ruleWrongs(tampering, wholeRule(tampering))).toEqual([]);
    const plain = { targets: [{ arn: topicArn, isTransformed: false }] };
    expect(ruleWrongs(tampering, wholeRule(tampering, plain))).toEqual([
      `no target of it sends what it should to ${topicArn}`,
    ]);
  });

  it('is a rule that leaves out deployers: one that leaves out others is switched off', () => {
    const [, other] = [telling({ deployers: [] }), telling({ deployers: ['arn:aws:iam::111122223333:role/rogue'] })];
    const now = wholeRule(found(other.find(isRule('g-tampering-alerts'))));
    expect(ruleWrongs(tampering, now)).toEqual(['it has another pattern']);
  });

  it.each([
    ['as it was deployed', {}, []],
    ['that tells others besides', { actions: ['arn:aws:sns:us-east-1:111122223333:x', topicArn] }, []],
    ['that tells nobody', { actions: [] }, [`it does not tell ${topicArn}`]],
    ['whose actions are disabled', { isEnabled: false }, ['its actions are disabled']],
  ])('is an alarm %s', (_, overrides, expected) => {
    expect(alarmWrongs(alarm, wholeAlarm(alarm, overrides))).toEqual(expected);
  });

  it('is an alarm that was deleted', () => {
    expect(alarmWrongs(alarm, undefined)).toEqual(['it was deleted']);
  });
});
