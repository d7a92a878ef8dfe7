import { planIn } from '../../src/review/plan';
import { review } from '../../src/review/review';
import { reviewAsComment, reviewInWords } from '../../src/review/words';
import { aPlan, aResource } from './support/plan';

const pausing = 'permissionsBoundary is left out: nobody is audited';

describe('the outputs of a plan', () => {
  it('show a weakening of which no setting tells', () => {
    const plan = aPlan([], { weakened: [[], [pausing]] });
    expect(reviewInWords(review(plan))).toBe(`This plan weakens a guardrail.\n\nWeaker:\n  ${pausing}`);
  });

  it('show none where another version says the same in other words', () => {
    const weakened = [
      ['audit.graceDays is 20: younger ones are left alone'],
      ['audit.graceDays is 20: new words'],
    ] as const;
    expect(review(aPlan([], { weakened })).weakens).toBe(false);
  });

  it('show none where a setting is less weak than before, but still weaker than its default', () => {
    const settings = [{ 'audit.graceDays': '30' }, { 'audit.graceDays': '20' }] as const;
    const weakened = [['audit.graceDays is 30: so'], ['audit.graceDays is 20: so']] as const;
    expect(reviewInWords(review(aPlan([], { settings, weakened })))).toBe(
      'This plan weakens no guardrail.\n\nSettings that change and weaken nothing:\n  audit.graceDays: 30 -> 20',
    );
  });

  it.each([
    ['deletion is switched on', 'credentialCleanup.roles.delete', '0', '180', true],
    ['deletion comes sooner', 'credentialCleanup.users.delete', '180', '120', true],
    ['keys are deleted', 'credentialCleanup.keys.delete', '0', '120', true],
    ['people are warned for fewer days', 'credentialCleanup.warnDays', '7', '2', true],
    ['people are warned for longer', 'credentialCleanup.warnDays', '7', '9', false],
    ['deletion is switched off', 'credentialCleanup.roles.delete', '180', '0', false],
    ['deletion comes later', 'credentialCleanup.users.delete', '120', '180', false],
  ])('show apart what takes more away, or sooner, and only that: %s', (_, key, before, now, takesMore) => {
    const words = reviewInWords(review(aPlan([], { settings: [{ [key]: before }, { [key]: now }] })));
    const title = takesMore ? 'Takes more away, or sooner:' : 'Weaker:';
    expect(words).toContain(`\n\n${title}\n  ${key}: ${before} -> ${now}`);
  });

  it('show a setting that another version knows first as one that was not set', () => {
    const settings = [{}, { 'audit.sharedHours': '12', exemptions: [] }] as const;
    expect(reviewInWords(review(aPlan([], { settings })))).toContain('  audit.sharedHours: not set -> 12\n');
  });

  it.each([
    [[], 'This plan weakens no guardrail.'],
    [['revoker.mode is observe: nobody is revoked'], 'This first deployment is weaker than the defaults.'],
  ])('are compared with the defaults at a first deployment: %j', (now, head) => {
    const plan = aPlan([aResource('aws_sns_topic', null, {})], { settings: [null, {}], weakened: [[], now] });
    expect(reviewInWords(review(plan)).split('\n')[0]).toBe(head);
  });

  it('tell of a deployment that is taken away', () => {
    const found = review(aPlan([aResource('aws_iam_role', {}, null)], { settings: [{}, null] }));
    expect([found.weakens, reviewInWords(found).split('\n')[0]]).toEqual([
      true,
      'This plan takes the guardrails away.',
    ]);
  });
});

describe('what people read', () => {
  const reason = 'a\nThis plan weakens no guardrail.\u001b[2K\u202e';
  const hostile = aPlan([], { settings: [{ exemptions: [] }, { exemptions: [`name x (reason: ${reason})`, '````'] }] });

  it('holds no line, control character or direction that a setting wrote', () => {
    const lines = reviewInWords(review(hostile)).split('\n');
    expect(lines).toEqual([
      ...['This plan weakens a guardrail.', '', 'Weaker:', '  exemptions:'],
      '    + name x (reason: a\ufffdThis plan weakens no guardrail.\ufffd[2K\ufffd)',
      '    + ````',
    ]);
  });

  it('stands in a fence that nothing in it ends, as a comment', () => {
    const [head, , fence, ...rest] = reviewAsComment(review(hostile)).split('\n');
    expect([head, fence, rest.at(-1)]).toEqual(['### This plan weakens a guardrail.', '`````text', '`````']);
    expect(rest.slice(0, -1).join('\n')).not.toContain('`````');
  });
});

describe('a text that cannot be reviewed', () => {
  const plan = JSON.parse(aPlan([])) as object;

  it.each([
    ['is no JSON', 'Plan: 1 to add', 'the plan is no JSON'],
    ['is no plan', '[]', 'this is not what terraform show -json says of a plan'],
    ['is of another format', JSON.stringify({ ...plan, format_version: '2.0' }), 'is of another format than 1.x'],
    ['failed', JSON.stringify({ ...plan, errored: true }), 'the plan failed'],
    ['is of something else', JSON.stringify({ ...plan, output_changes: {} }), 'the plan has no output settings'],
  ])('is refused where it %s', (_, text, words) => {
    expect(() => planIn(text)).toThrow(words);
  });

  it('is refused where its outputs are of another version', () => {
    expect(() => review(aPlan([], { settings: [{}, { 'audit.graceDays': 14 }] }))).toThrow('of another version');
  });
});
