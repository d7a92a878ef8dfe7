import * as z from 'zod/mini';
import type { EvidenceStore } from '../../aws/evidence-store';
import type { DetailsPage } from '../../aws/iam/authorization-details';
import type { ExistingPolicy } from '../../changes/policies/make-all';
import { isOwnPolicy, type OwnPolicies } from '../../domain/policy/own-policies';
import { KEYS } from '../contract';
import { read } from '../reading';

/** The project's own policies, as an inventory finds them. */
interface FoundPolicies {
  readonly version: 1;
  /** By ARN. */
  readonly policies: readonly ExistingPolicy[];
}

/** What their object holds, for a guardrail that finds more to extend. */
const FOUND_POLICIES = {
  version: z.literal(1),
  policies: z.array(z.object({ arn: z.string().check(z.minLength(1)), text: z.string() })),
};

const found = z.object(FOUND_POLICIES);

/**
 * Reads them as the inventory of a run found them.
 *
 * @param prefix of the run's objects
 * @throws PayloadError naming the field
 */
export async function policiesFoundIn(prefix: string, store: EvidenceStore): Promise<FoundPolicies['policies']> {
  const key = `${prefix}/${KEYS.scannedPolicies}`;
  return read(found, await store.getJson(key), key).policies;
}

/** Reads the texts of the project's own policies off the pages of an inventory, on their way. */
export class OwnPolicyTexts {
  // The list is read while it is changed: the same policy may stand in it twice.
  private readonly texts = new Map<string, string>();

  public constructor(private readonly own: OwnPolicies) {}

  /** Hands the pages on as they come. */
  public async *over(pages: AsyncIterable<DetailsPage>): AsyncGenerator<DetailsPage> {
    for await (const page of pages) {
      for (const { arn, text } of page.policies) if (isOwnPolicy(arn, this.own)) this.texts.set(arn, text);
      yield page;
    }
  }

  /** The text of one that was found. */
  public textOf(arn: string): string | undefined {
    return this.texts.get(arn);
  }

  /** What was found, once the last page was read. */
  public found(): FoundPolicies {
    const policies = [...this.texts].sort(([one], [other]) => (one < other ? -1 : 1));
    return { version: 1, policies: policies.map(([arn, text]) => ({ arn, text })) };
  }
}
