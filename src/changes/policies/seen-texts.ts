import type { Clock } from '../../domain/clock';

/** A page that shows texts of policies. */
interface TextsPage {
  readonly policies: readonly { readonly arn: string; readonly text: string }[];
}

/** A text that was seen longer ago is looked at anew. */
const FRESH_MS = 10_000;

/** Texts of policies as passes over the account have shown them these seconds. */
export class SeenTexts {
  private readonly seen = new Map<string, { readonly text: string; readonly at: number }>();

  /** @param isKept whether a policy is one of those that are asked for later */
  public constructor(
    private readonly clock: Clock,
    private readonly isKept: (arn: string) => boolean,
  ) {}

  /** Hands the pages on as they come. */
  public async *over<Page extends TextsPage>(pages: AsyncIterable<Page>): AsyncGenerator<Page> {
    for await (const page of pages) {
      const at = this.clock.now();
      for (const { arn, text } of page.policies) if (this.isKept(arn)) this.seen.set(arn, { text, at });
      yield page;
    }
  }

  /** @returns undefined for a policy that was not seen, or too long ago */
  public textOf(arn: string): string | undefined {
    const found = this.seen.get(arn);
    return found === undefined || this.clock.now() - found.at > FRESH_MS ? undefined : found.text;
  }
}
