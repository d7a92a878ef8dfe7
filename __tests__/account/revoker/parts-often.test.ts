import { DisableRuleCommand, EnableRuleCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { EmbeddedAccount } from '../../../src/embedded-account/account';
import { inAccount, LOOK_RULE } from '../../support/deployed';

const RULE = 'iam-guardrails-revoker';
/** So often looks tell of a part in a day. */
const OFTEN = 20;

async function look(account: EmbeddedAccount): Promise<void> {
  account.clock.advance(5 * 60_000);
  account.fire(LOOK_RULE);
  await account.idle();
}

/** Switches the rule off and on again, with a look after each. */
async function switchedOnceMore(account: EmbeddedAccount, client: EventBridgeClient): Promise<void> {
  await client.send(new DisableRuleCommand({ Name: RULE }));
  await look(account);
  await client.send(new EnableRuleCommand({ Name: RULE }));
  await look(account);
}

const byLooks = (account: EmbeddedAccount) =>
  account.published().filter(({ subject = '' }) => subject.includes(`the rule ${RULE} of the guard is switched off`));
const byEventBridge = (account: EmbeddedAccount) =>
  account
    .published()
    .filter(({ subject, message }) => subject === undefined && message.includes(`DisableRule"\n"Part: ${RULE}"`));

describe('somebody who switches a part off and on so often that looks fall silent', () => {
  it('is named by EventBridge each time, and people are told when the looks end', () =>
    inAccount(
      async (account) => {
        const rogue = account.addUser({ name: 'rogue', policies: ['arn:aws:iam::aws:policy/PowerUserAccess'] });
        const client = new EventBridgeClient(account.clientFor(rogue.credentials));
        for (let time = 1; time <= OFTEN + 2; time += 1) await switchedOnceMore(account, client);

        const mails = byLooks(account).map(({ message }) => message);
        expect(mails).toHaveLength(OFTEN);
        const last = mails.map((message) => message.includes('the last of these mails about it until midnight UTC'));
        expect(last).toEqual([...Array<boolean>(OFTEN - 1).fill(false), true]);
        expect(byEventBridge(account)).toHaveLength(OFTEN + 2);
      },
      { startAt: new Date('2026-06-01T00:30:00Z') },
    ));
});
