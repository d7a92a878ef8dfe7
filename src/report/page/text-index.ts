/** Index of a text in {@link Texts.texts}. */
export type Text = number;

/** Texts that stand once, whoever names them. */
export interface Texts {
  readonly texts: readonly string[];
  /** Texts of several lines: how far each line is from the one before it in {@link Texts.texts}. */
  readonly documents: readonly (readonly number[])[];
}

/** Gives texts their numbers, and back. */
export class TextIndex {
  readonly #texts: string[] = [];
  readonly #indices = new Map<string, number>();
  readonly #documents: (readonly number[])[] = [];
  readonly #documentIndices = new Map<string, number>();

  /** @param first texts that come first, in their order */
  public constructor(first: readonly string[]) {
    for (const text of first) this.of(text);
  }

  /** @param texts as {@link TextIndex.texts} gave them */
  public static from({ texts, documents }: Texts): TextIndex {
    const index = new TextIndex(texts);
    index.#documents.push(...documents);
    return index;
  }

  public of(text: string): Text {
    const known = this.#indices.get(text);
    if (known !== undefined) return known;
    this.#indices.set(text, this.#texts.length);
    return this.#texts.push(text) - 1;
  }

  /** How far each text is from the one before it. */
  public stepsOf(texts: readonly string[]): readonly number[] {
    const indices = texts.map((text) => this.of(text));
    return indices.map((index, at) => index - (indices[at - 1] ?? 0));
  }

  /** @returns null for none */
  public ofDocument(document: string | undefined): number | null {
    if (document === undefined) return null;
    const known = this.#documentIndices.get(document);
    if (known !== undefined) return known;
    this.#documentIndices.set(document, this.#documents.length);
    return this.#documents.push(this.stepsOf(document.split('\n'))) - 1;
  }

  public texts(): Texts {
    return { texts: this.#texts, documents: this.#documents };
  }

  /** @throws Error for an index that no text has */
  public text(index: Text): string {
    const text = this.#texts[index];
    if (text === undefined) throw new Error(`the data of this page has no text ${index}`);
    return text;
  }

  /** The texts of {@link TextIndex.stepsOf}. */
  public namesOf(steps: readonly number[]): readonly string[] {
    let sum = 0;
    return steps.map((step) => this.text((sum += step)));
  }

  /** @throws Error for an index that no document has */
  public document(index: number): string {
    const document = this.#documents[index];
    if (document === undefined) throw new Error(`the data of this page has no document ${index}`);
    return this.namesOf(document).join('\n');
  }
}
