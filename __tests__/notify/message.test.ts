import type { Notice } from '../../src/domain/notice/notice';
import { messageOf } from '../../src/notify/message';
import { knownOf } from '../../src/notify/parse';
import { mailOf } from '../../src/notify/render/text';
import { aNotice } from '../support/notices';

/** What each protocol gets of a message. */
const parts = (notice: Notice, id?: string) =>
  JSON.parse(messageOf(notice, id).body) as { default: string; sqs: string };
const known = (notice: Notice, id?: string) =>
  knownOf(
    JSON.stringify({
      MessageId: 'of-sns',
      Message: parts(notice, id).sqs,
      MessageAttributes: { class: { Value: notice.class } },
    }),
  );
const bytes = (notice: Notice) => Buffer.byteLength(messageOf(notice).body);
const rows = (many: number) => Array.from({ length: many }, (_, index) => ({ say: `row ${index} ${'é'.repeat(50)}` }));

describe('a message of SNS', () => {
  const whole = aNotice({
    ends: ['a'],
    lists: [
      { heading: 'Rows', about: 'All of them', rows: [{ say: 'one', command: 'aws' }, { say: 'two' }], total: 9 },
    ],
  });

  it('has the mail as text for everybody, and its subject', () => {
    expect(parts(whole).default).toBe(mailOf(whole).body);
    expect(messageOf(whole).subject).toBe(mailOf(whole).subject);
  });

  it('has the notice as data for queues, and nothing of it is lost on the way', () => {
    expect(known(whole, 'one')).toEqual({ id: 'one', notice: whole });
  });

  it('has the id of SNS where its maker knows none', () => {
    expect(known(whole)).toMatchObject({ id: 'of-sns' });
  });

  it('names class and guardrail, so that subscriptions can choose', () => {
    expect(messageOf(whole).attributes).toEqual({ class: 'incident', guardrail: 'revoker' });
  });

  it('never has half a character, which a publisher cannot encode', () => {
    const notice = aNotice({ headline: 'half \ud83d' });
    expect(parts(notice).sqs).not.toMatch(/\p{Cs}/u);
    expect(parts(notice).default).not.toMatch(/\p{Cs}/u);
  });

  it('shortens the lists of the data first, so that the mail stays whole', () => {
    const notice = aNotice({ lists: [{ heading: 'Rows', rows: rows(1_500), total: 1_500 }] });
    expect(bytes(notice)).toBeLessThanOrEqual(262_144);
    expect(parts(notice).default).toBe(mailOf(notice).body);
    const [list] = known(notice)?.notice.lists ?? [];
    expect(list?.total).toBe(1_500);
    expect(list?.rows.length).toBeGreaterThan(0);
    expect(list?.rows.length).toBeLessThan(1_500);
  });

  it('shortens those of the mail where that is not enough, and says how many are left out', () => {
    const notice = aNotice({ lists: [{ heading: 'Rows', rows: rows(5_000), total: 5_000 }] });
    expect(bytes(notice)).toBeLessThanOrEqual(262_144);
    expect(parts(notice).default).toMatch(/and \d+ more/);
  });

  it('shortens texts where there are no lists, and says so', () => {
    const notice = aNotice({ happened: ['x'.repeat(300_000)], lists: [] });
    expect(bytes(notice)).toBeLessThanOrEqual(262_144);
    expect(parts(notice).default).toContain('(cut: too long for SNS)');
  });
});
