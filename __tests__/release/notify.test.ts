import { noticeOf as releaseNotice } from '../../src/release/notify';
import type { Released, ReleaseOutcome, Words } from '../../src/release/releaser';
import { anOutcome, releaseMail } from '../support/releasers';

const HEADLINES = ['Doors opened', 'Windows opened', 'Lights on'];
const AGAIN = { one: 'It may close again', many: 'They may close again' };
const noticeOf = (outcomes: readonly ReleaseOutcome[]) => releaseMail(outcomes, { headlines: HEADLINES });

const { released, words } = anOutcome();
const aRelease = (more: Partial<Words> = {}, of: Partial<Released> = {}) =>
  anOutcome({ released: { ...released, ...of }, words: { ...words, ...more } });
const opened = (headline: string, more: Partial<Words> = {}) => aRelease({ headline, ...more }, { takenBack: [{}] });

/** What a mail says of one principal. */
const linesAbout = (body: string) =>
  body
    .split('\n')
    .filter((line) => /^(arn:|Taken|Given|Remains| {2}2)/.test(line))
    .sort();

describe('the notice of a release', () => {
  it.each([
    ['Nothing to take back: etl', [aRelease()]],
    ['Nothing to take back: 2 principals', [aRelease(), aRelease()]],
    ['Nothing taken back, something remains: 2 principals', [aRelease(), aRelease({}, { stays: 'a wall' })]],
    ['Nothing taken back, something remains: etl', [aRelease({ remains: ['a wall'] })]],
    ['Lights on: etl', [opened('Lights on')]],
    ['Lights on: 2 principals', [opened('Lights on'), aRelease()]],
    ['Windows opened: 2 principals', [opened('Lights on'), opened('Windows opened')]],
    ['Doors opened: 3 principals', [opened('Windows opened'), opened('Doors opened'), opened('Lights on')]],
  ])('says %s, the weightiest headline of all', (subject, outcomes) => {
    expect(noticeOf(outcomes).subject).toBe(subject);
  });

  it.each<[string, ReleaseOutcome, readonly string[]]>([
    [
      'much',
      aRelease(
        { takenAway: ['a lock', 'a bolt'], givenBack: ['the way out'], remains: ['a wall'], again: AGAIN },
        { takenBack: [{}], stays: 'a gate' },
      ),
      [
        'was released.',
        'Taken away: a lock; a bolt',
        'Given back: the way out',
        'Remains:    a wall; a gate',
        '  2. It may close again.',
      ],
    ],
    [
      'what has no words',
      aRelease({}, { takenBack: [{}] }),
      ['was released.', 'Taken away: nothing', 'Given back: nothing', 'Remains:    nothing of what the guardrails did'],
    ],
    [
      'nothing that still stood',
      aRelease(),
      [
        'was not changed. There was nothing left to undo: an earlier release, or someone by hand, may already have done it.',
        'Taken away: nothing',
        'Remains:    nothing of what the guardrails did',
      ],
    ],
    [
      'nothing of what still stands',
      aRelease({}, { stays: 'a later run has changed it' }),
      ['was not changed.', 'Taken away: nothing', 'Remains:    a later run has changed it'],
    ],
  ])('says what was taken away, what was given back and what remains, of a release of %s', (_, outcome, lines) => {
    const { body } = noticeOf([outcome]);
    expect(linesAbout(body)).toEqual([`${released.principal} ${lines[0]}`, ...lines.slice(1)].sort());
  });

  it.each([
    [200, false],
    [201, true],
  ])('of %i names all, or says how many it does not: %s', (count, isShort) => {
    const { body } = noticeOf(Array.from({ length: count }, () => aRelease()));
    expect(/^ {2}and \d+ more$/m.exec(body)?.[0]).toBe(isShort ? '  and 1 more' : undefined);
  });

  it('says once, at its end, what each guardrail may do again', () => {
    const other = { one: 'It may darken', many: 'They may darken' };
    const [door, light] = [opened('Doors opened', { again: AGAIN }), opened('Lights on', { again: other })];
    const { body } = noticeOf([door, light, aRelease(), door]);
    expect(body).toContain('\n  2. They may close again.\n  3. They may darken.\n');
    expect(body.match(/They may/g)).toHaveLength(2);
    expect(body).not.toMatch(/It may/);
    expect(noticeOf([opened('Doors opened'), aRelease()]).body).not.toContain('again');
  });

  it('says where everybody is named, and nothing of it where all are shown', () => {
    const many = Array.from({ length: 201 }, () => aRelease());
    expect(noticeOf(many).body).toContain(
      '1 is not shown here: the log of the release function has a line for each principal.',
    );
    expect(noticeOf(many.slice(1)).body).not.toContain('not shown');
  });

  describe('belongs', () => {
    const about = {
      accountId: '111122223333',
      guardrails: ['doors'],
      headlines: HEADLINES,
      runbook: 'docs/runbook.md',
    };
    const ending = anOutcome({ thread: 'doors/111122223333/AIDA1/incident-000002' });

    it('to the incident that it ends, and says that it is over', () => {
      expect(releaseNotice([ending], about)).toMatchObject({
        thread: ending.thread,
        ends: [ending.thread],
        guardrail: 'doors',
      });
    });

    it.each([
      ['of somebody without an incident', [anOutcome()], 'release/111122223333/arn:aws:iam::111122223333:role/etl'],
    ])('to no incident where it is %s', (_, outcomes, thread) => {
      const notice = releaseNotice(outcomes, about);
      expect(notice.thread).toBe(thread);
      expect(notice).not.toHaveProperty('ends');
    });

    it('to none of those that it ends, where they are many, and says of each that it is over', () => {
      const other = anOutcome({ thread: 'doors/111122223333/AIDA2/incident-000001' });
      expect(releaseNotice([ending, anOutcome(), other], about)).toMatchObject({
        thread: 'release/111122223333/many',
        ends: [ending.thread, other.thread],
      });
    });

    it('to all guardrails where more than one was asked', () => {
      expect(releaseNotice([ending], { ...about, guardrails: ['doors', 'windows'] }).guardrail).toBe('guardrails');
    });
  });
});
