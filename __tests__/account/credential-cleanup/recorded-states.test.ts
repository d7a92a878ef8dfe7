import { copyIn } from '../../../src/aws/copies/stored-copy';
import { copiesOf } from '../../../src/domain/deletion/copy';
import type { EmbeddedAccount } from '../../../src/embedded-account/account';
import { EVIDENCE } from '../../support/audit';
import { cleanUp, cleanupRowsOf, keysIn, refusedIn } from '../../support/cleanup';
import { aDesk } from '../../support/deletion/desk';
import { DAY_MS, ownPoliciesOf, release } from '../../support/enforcement';
import { CLEANUP_CHANGE } from '../../support/recorded-cleanups/play';
import { CLEANUP_RECORDINGS, cleanupRecordingNamed } from '../../support/recorded-cleanups/recording';
import { inRestoredCleanup } from '../../support/recorded-cleanups/restore';
import { describeIam, type RecordedIam } from '../../support/recorded-states/iam';
import { recordings } from '../../support/recorded-states/recording';

const GUARDRAIL = 'credential-cleanup';
const namesIn = (account: EmbeddedAccount) => account.snapshot().users.map(({ name }) => name);
/** Who is denied everything. */
const deniedIn = (account: EmbeddedAccount) =>
  account
    .snapshot()
    .users.filter(({ attached }) => attached.some((arn) => arn.includes(GUARDRAIL)))
    .map(({ name }) => name);
const lastMail = (account: EmbeddedAccount) => account.published().at(-1)?.message ?? '';

/** The copies of those who were deleted, as they were stored. */
const copiesIn = (account: EmbeddedAccount) =>
  account.objects(EVIDENCE, copiesOf(account.accountId)).map(({ key, body }) => ({ key, text: body.toString() }));

/** Without what is drawn anew for whoever is made again. */
const asMade = ({ users, roles }: RecordedIam) =>
  [...users, ...roles].map((one) => ({ ...one, id: 'any', createdAt: 'any' }));

describe.each(recordings(CLEANUP_RECORDINGS))('the clean-up recorded as %s', (file) => {
  const recording = cleanupRecordingNamed(file);
  const { begun, deleted, disabled, keyless, released, warned } = recording.cast;

  it('goes on: the next run ends the deletion that was begun, deletes the key whose day has come, and leaves the others', () =>
    inRestoredCleanup(recording, async (account) => {
      expect(namesIn(account)).toContain(begun);
      expect(keysIn(account)).toMatchObject({ [disabled.keyId]: 'Inactive' });
      const kept = copiesIn(account);
      account.clock.advance(DAY_MS);
      await cleanUp(account, 'next');
      expect(namesIn(account)).not.toContain(begun);
      expect(namesIn(account)).toEqual(expect.arrayContaining([disabled.name, keyless.name, released, warned.name]));
      expect(deniedIn(account)).toEqual([disabled.name, keyless.name]);
      expect(keysIn(account)).not.toHaveProperty(disabled.keyId);
      expect(Object.values(keysIn(account))).not.toContain('Inactive');
      expect(copiesIn(account)).toEqual(kept);

      const rows = cleanupRowsOf(account, 'next');
      expect(rows.get(released)?.decision.reason).toBe('released');
      expect(rows.get(warned.name)?.decision.announced?.map(({ since }) => since.slice(0, 10))).toEqual([
        ...[warned.since, warned.since],
      ]);
      expect(refusedIn(account)).toEqual([]);
    }));

  it('is ended by the very function that was interrupted, invoked with what its run has given it', () =>
    inRestoredCleanup(recording, async (account) => {
      const kept = copiesIn(account);
      await expect(account.invoke(CLEANUP_CHANGE, recording.payloads[CLEANUP_CHANGE])).resolves.toMatchObject({
        kind: 'done',
      });
      expect(namesIn(account)).not.toContain(begun);
      expect(deniedIn(account)).toEqual([disabled.name, keyless.name]);
      expect(copiesIn(account)).toEqual(kept);
      account.clock.advance(DAY_MS);
      await cleanUp(account, 'next');
      expect(cleanupRowsOf(account, 'next').has(begun)).toBe(false);
      expect(keysIn(account)).not.toHaveProperty(disabled.keyId);
    }));

  it('is released, and whoever releases is told of each that no release gives back how it comes back', () =>
    inRestoredCleanup(recording, async (account) => {
      await release(account, { all: true, guardrail: GUARDRAIL });
      expect(deniedIn(account)).toEqual([]);
      expect(keysIn(account)).toMatchObject({ [disabled.keyId]: 'Active' });
      await expect(ownPoliciesOf(account)).resolves.toEqual([]);
      for (const line of [
        `the deletion of the user was begun: to give back what it lost, run: iam-guardrails restore user/${begun}`,
        `the role was deleted: to make it again, run: iam-guardrails restore role/${deleted}`,
        `access key ${keyless.keyId} was deleted, and no deleted key comes back`,
      ])
        expect(lastMail(account)).toContain(line);
    }));

  it('is restored from its copies, and then released: IAM is as before, but for ids and access keys', () =>
    inRestoredCleanup(recording, async (account, own) => {
      const desk = aDesk(account);
      for (const { key, text } of copiesIn(account))
        expect(await desk.restore(copyIn(JSON.parse(text), key))).toMatchObject({ kind: 'restore' });
      desk.stop();
      const { roles, users } = account.snapshot();
      for (const { arn } of [...roles, ...users].filter(({ arn }) =>
        [begun, deleted].includes(arn.split('/').at(-1) ?? ''),
      ))
        await release(account, { principal: arn, guardrail: GUARDRAIL });
      expect(deniedIn(account)).toEqual([disabled.name, keyless.name]);
      await release(account, { all: true, guardrail: GUARDRAIL });
      expect(asMade(await describeIam(account, own))).toEqual(asMade(recording.before));
    }));
});
