import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AddUserToGroupCommand, CreateUserCommand, RemoveUserFromGroupCommand } from '@aws-sdk/client-iam';
import * as z from 'zod';
import { EmbeddedAccount } from '../../../src/embedded-account/account';
import { iamOf } from '../../../src/trial/scenarios/cast';
import { written } from '../../embedded-account/support/small-stack';
import { anOperator, buildCommand, command } from '../../support/command';
import { aRogue, IAM_FULL_ACCESS } from '../../support/deployed';
import { READING_REQUESTS, watched } from '../../support/outgoing';
import { aProject } from '../../support/previewed';

beforeAll(buildCommand);

const READ_ONLY = ['cloudtrail:LookupEvents', 'iam:GetAccountAuthorizationDetails'];
const MINUTE_MS = 60_000;

const document = z.looseObject({
  doubts: z.array(z.string()),
  callers: z.array(
    z.looseObject({
      caller: z.string(),
      decision: z.string(),
      reason: z.string(),
      calls: z.number(),
      refused: z.number(),
    }),
  ),
});

/** An account whose last hour is that of the machine, with admins and without a deployment. */
async function lastHour(test: (account: EmbeddedAccount) => Promise<void>, admins = 'Administrators'): Promise<void> {
  const startAt = new Date(Date.now() - 60 * MINUTE_MS);
  const account = await EmbeddedAccount.start({ templatePath: written({}), startAt });
  try {
    account.addGroup({ name: admins });
    await test(account);
  } finally {
    await account.stop();
  }
}

/** Somebody with the IAM API in their hands. */
function someone(account: EmbeddedAccount, name: string, ...groups: readonly string[]) {
  const user = account.addUser({ name, groups, policies: [IAM_FULL_ACCESS] });
  return { ...user, iam: iamOf(account, user.credentials) };
}

const saidOf = (project: string) =>
  document.parse(JSON.parse(readFileSync(join(project, 'iam-guardrails-report/replay.json'), 'utf8')));

describe('iam-guardrails replay', () => {
  it('says who would have been denied and who left, each by who was an admin then, and changes nothing', () =>
    lastHour(async (account) => {
      const [boss, late, rogue] = [
        someone(account, 'boss', 'Administrators'),
        someone(account, 'late'),
        aRogue(account),
      ];
      const GroupName = 'Administrators';
      const then = () => {
        account.clock.advance(3 * MINUTE_MS);
      };
      await late.iam.send(new CreateUserCommand({ UserName: 'too-early' }));
      then();
      await boss.iam.send(new AddUserToGroupCommand({ GroupName, UserName: 'late' }));
      then();
      await late.iam.send(new CreateUserCommand({ UserName: 'in-time' }));
      then();
      await boss.iam.send(new RemoveUserFromGroupCommand({ GroupName, UserName: 'late' }));
      then();
      await late.iam.send(new CreateUserCommand({ UserName: 'too-late' }));
      await rogue.iam.send(new AddUserToGroupCommand({ GroupName, UserName: 'rogue' }));
      then();
      await rogue.iam.send(new CreateUserCommand({ UserName: 'once-more' }));
      account.clock.advance(10 * MINUTE_MS);

      const [operator, project, outgoing] = [anOperator(account, READ_ONLY), aProject({}), watched()];
      const before = account.snapshot();
      const ended = await command(account, operator, ['replay', '--days', '1'], project, outgoing.environment);
      expect(ended).toMatchObject({ exitCode: 0 });
      expect(ended.stderr).toMatch(
        /^Who was an admin on [\d-]+ is worked out from today's members of the admin groups/m,
      );
      expect(ended.stdout).toMatch(/^user\/rogue +1 +denied IAM: self-promotion +[\d-]+T[\d:]+Z AddUserToGroup$/m);
      expect(account.snapshot()).toEqual(before);
      expect(outgoing.actions().filter((action) => !READING_REQUESTS.some((one) => one.test(action)))).toEqual([]);

      const said = saidOf(project).callers.map(({ caller, decision, reason, calls, refused }) => [
        caller.split('/').at(-1),
        decision,
        reason,
        calls,
        refused,
      ]);
      expect(said).toEqual([
        ['late', 'revoke', 'unauthorized', 2, 0],
        ['rogue', 'revoke', 'self-promotion', 1, 0],
        ['rogue', 'revoke', 'unauthorized', 1, 1],
        ['boss', 'leave', 'admin', 2, 0],
        ['late', 'leave', 'admin', 1, 0],
      ]);
    }));

  it('says where it cannot tell who was an admin', () =>
    lastHour(async (account) => {
      await aRogue(account).iam.send(new CreateUserCommand({ UserName: 'made' }));
      account.clock.advance(10 * MINUTE_MS);
      const project = aProject({});
      const { stderr } = await command(account, anOperator(account, READ_ONLY), ['replay', '--days', '1'], project);
      expect(stderr).toContain(
        'The account has no group Administrators today, so its former members cannot be recognised as admins.',
      );
      expect(saidOf(project).callers).toMatchObject([{ decision: 'undecidable', reason: 'admin-group' }]);
    }, 'Others'));

  it('ends with 1 and the reason where the history may not be read', () =>
    lastHour(async (account) => {
      const operator = anOperator(account, ['iam:GetAccountAuthorizationDetails']);
      const { exitCode, stderr } = await command(account, operator, ['replay', '--days', '1'], aProject({}));
      expect(exitCode).toBe(1);
      expect(stderr).toMatch(/^Calls after \S+ could not be read: AccessDenied/m);
    }));
});
