import type { SlotSet } from '../../../../src/audit/recorded/slot-set';
import type { RecordedRow } from '../../../../src/audit/recorded/row';
import { deleted, denied, keyDeleted } from '../../../../src/guardrails/credential-cleanup/kinds';
import { ownerFacts } from '../../../../src/guardrails/credential-cleanup/report/owner-facts';
import { ownerMail } from '../../../../src/guardrails/credential-cleanup/report/owner-mail';
import { mailOf } from '../../../../src/notify/render/text';
import { principalOf } from '../../../audit/support/key-rows';
import { announcedOf, changedOf, dueOn, STARTED_AT } from '../../../support/some-owned';

const ADA = 'ada@example.com';
const RUN = {
  ...({ accountId: '111122223333', runId: 'one', purpose: 'change', mode: 'enforce' } as const),
  startedAt: STARTED_AT,
};
const WORDS = { region: 'us-east-1', releaseFunction: 'iam-guardrails-release', ownerTag: 'team' };
const mailTo = (...rows: readonly RecordedRow<SlotSet>[]) => mailOf(ownerMail({ address: ADA, rows }, RUN, WORDS));
const releases = (name: string) =>
  `"principal":"${principalOf(name).id}","guardrail":"credential-cleanup"}' release.json && cat release.json`;

describe('the mail to an owner', () => {
  it('says why they get it, what is to be disabled first, and how to keep it', () => {
    const { subject, body } = mailTo(
      announcedOf('late', ADA, dueOn('2026-06-09')),
      announcedOf('soon', ADA, dueOn('2026-06-02')),
    );
    expect(subject).toBe('AWS account 111122223333: your unused access will be disabled or deleted from 2026-06-02');
    expect(body).toContain('their tag "team" names ada@example.com');
    expect(body).toContain('Nothing was changed today.');
    expect(body).toContain('use it before the day given');
    expect(body).toMatch(
      /To be disabled \(2\):\n {2}user soon: access key AKIAOLD, not used since 2026-03-01; to be deactivated on 2026-06-02 at the earliest\n {2}user late: /,
    );
    expect(body).not.toContain('release.json');
  });

  it('says of what is disabled already how to get it back before it is deleted, as using it is no way any more', () => {
    const { body } = mailTo(announcedOf('old', ADA, dueOn('2026-06-02', '2026-05-30', 'deleted')));
    expect(body).toMatch(/Disabled, and to be deleted \(1\):\n {2}user old: .* to be deleted on 2026-06-02/);
    expect(body).toContain(releases('old'));
    expect(body).toContain('forward this mail to the administrators');
    expect(body).not.toContain('use it before');
  });

  it('says what was disabled today, and how to get it back', () => {
    const { subject, body } = mailTo(changedOf('old', ADA), changedOf('new', ADA, [denied(principalOf('new'), 'arn')]));
    expect(subject).toBe('AWS account 111122223333: your unused access was disabled or deleted');
    expect(body).toContain('Today an automatic cleanup disabled access of 2 of them. They are listed below.');
    expect(body).toMatch(/Disabled today \(2\):\n {2}user old: access key AKIAold0 deactivated\n/);
    expect(body).toContain('user new: the user denied everything');
    expect(body).toContain(releases('old'));
  });

  it('says of who was deleted who can restore them, and of a key that nobody can', () => {
    const { body } = mailTo(
      changedOf('old', ADA, [deleted(principalOf('old'), 'deletion')]),
      changedOf('keyed', ADA, [keyDeleted(principalOf('keyed'), 'AKIA1', STARTED_AT)]),
    );
    expect(body).toContain('Today an automatic cleanup deleted 2 of them, or their access keys.');
    expect(body).toMatch(/user old: the user deleted\n {4}iam-guardrails restore user\/old\n/);
    expect(body).toMatch(/Deleted today \(2\)\. Administrators restore a user or role with the command/);
    expect(body).toMatch(/user keyed: access key AKIA1 deleted; a deleted access key cannot be restored/);
    expect(body).not.toContain('release.json');
  });

  it('says how to get back what was disabled of whom something was deleted on the same day', () => {
    const old = principalOf('old');
    const { body } = mailTo(changedOf('old', ADA, [keyDeleted(old, 'AKIA1', STARTED_AT), denied(old, 'arn')]));
    expect(body).toMatch(/Disabled today \(1\):\n {2}user old: the user denied everything\n/);
    expect(body).toContain(releases('old'));
    expect(body).toMatch(/Deleted today \(1\):\n {2}user old: access key AKIA1 deleted; a deleted access key/);
  });

  it('names nobody by the path of an ARN, where a link could stand', () => {
    const row = { ...changedOf('old', ADA), arn: 'arn:aws:iam::111122223333:user/https://evil.example/old' };
    expect(mailTo(row).body).not.toContain('evil.example');
  });

  it('names nobody so that a mail program makes a link of it', () => {
    const name = 'www.evil.example';
    const { body } = mailTo(
      announcedOf(name, ADA, dueOn('2026-06-02')),
      changedOf(name, ADA, [denied(principalOf(name), 'arn')]),
      changedOf(name, ADA, [deleted(principalOf(name), 'deletion')]),
    );
    expect(body).not.toMatch(/evil\.example/);
    expect(body.match(/user www\[\.\]evil\[\.\]example: /g)).toHaveLength(3);
    expect(body).toContain('the user deleted; the report of the administrators has the command that restores it');
  });

  it('is as long as somebody reads, whatever they own', () => {
    const many = Array.from({ length: 60 }, (_, index) => announcedOf(`u${index}`, ADA, dueOn('2026-06-02')));
    const { body } = mailTo(...many);
    expect(body).toContain('To be disabled (60):');
    expect(body).toContain('and 10 more');
  });
});

describe('what a digest says of mails to owners', () => {
  const NONE = { mailed: 0, failed: 0, outside: 0, unaddressed: 0, crowded: 0 };

  it.each([
    ['nothing where there was nobody', NONE, {}],
    ['how many were mailed', { ...NONE, mailed: 3 }, { 'Owners mailed': '3' }],
    ['how many were not, and why', { ...NONE, failed: 2, why: 'No: no\nno' }, { 'Owners not mailed': '2 (No: no no)' }],
    [
      'how many were left out',
      { ...NONE, outside: 2, unaddressed: 1, crowded: 2 },
      {
        'Owners left out':
          '2 owners are outside the allowed domains; 1 owner tag is not one plain address; 2 owners are a further address of a mailbox that was mailed',
      },
    ],
  ])('is %s', (_, told, expected) => {
    expect(Object.fromEntries(ownerFacts(told).map(({ label, value }) => [label, value]))).toEqual(expected);
  });
});
