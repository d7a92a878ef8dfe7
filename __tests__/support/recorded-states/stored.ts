import * as z from 'zod';
import type { EmbeddedAccount } from '../../../src/embedded-account/account';
import { EVIDENCE, LEDGER } from '../audit';
import { describeIam } from './iam';
import { recordedObject, type Stored } from './recording';

/**
 * Objects that only the functions of one run read, and what people alone read. They are most of the bucket, so only the last
 * run's are recorded.
 */
const WITHIN_ONE_RUN =
  /\/runs\/[^/]+\/(manifest\.json|policies\.json|summary\.csv|report\.html|(batches|results|changed|change-results)\/.*)$/;

const scan = z.object({
  Items: z.array(z.looseObject({ pk: z.object({ S: z.string() }), sk: z.object({ S: z.string() }) })),
  LastEvaluatedKey: z.undefined().optional(),
});

/** Reads everything that is stored in an account, and IAM. @param own ARNs of the stack's own @param runId of the last run */
export async function storedIn(
  account: EmbeddedAccount,
  own: ReadonlySet<string>,
  runId: string,
): Promise<Pick<Stored, 'time' | 'uses' | 'iam' | 'ledger' | 'evidence'>> {
  const { Items } = scan.parse(await account.items(LEDGER));
  const keyOf = ({ pk, sk }: (typeof Items)[number]) => `${pk.S} ${sk.S}`;
  return {
    time: account.clock.now().toISOString(),
    uses: account.uses().map(({ arn, action, at, credential }) => ({
      ...{ arn, action, at: at.toISOString() },
      ...(credential !== undefined && { credential }),
    })),
    iam: await describeIam(account, own),
    ledger: Items.sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1)),
    evidence: Object.fromEntries(
      account
        .objects(EVIDENCE)
        .filter(({ key }) => key.includes(`/runs/${runId}/`) || !WITHIN_ONE_RUN.test(key))
        .map(({ key, body }) => [key, recordedObject(body.toString())]),
    ),
  };
}

/** What a run invoked some functions with. @throws Error unless it invoked each exactly once */
export function payloadsOf(account: EmbeddedAccount, runId: string, functions: readonly string[]): Stored['payloads'] {
  const payloadOf = (functionName: string): unknown => {
    const [payload, ...more] = account.payloads(functionName).filter((text) => text.includes(`"${runId}"`));
    if (payload === undefined || more.length > 0)
      throw new Error(`${runId} invoked ${functionName} ${payload === undefined ? 'never' : 'more than once'}`);
    return JSON.parse(payload);
  };
  return Object.fromEntries(functions.map((name) => [name, payloadOf(name)]));
}
