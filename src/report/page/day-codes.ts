/** Digits of the numbers that stand for days. */
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/**
 * Days as the file holds them: each stands in it once, and where it is named there is its place among them. One list of days is
 * one text, of so many digits a day as the last place needs.
 */
export class DayCodes {
  readonly #places: ReadonlyMap<string, number>;
  readonly #width: number;

  /** @param days each once */
  public constructor(private readonly days: readonly string[]) {
    this.#places = new Map(days.map((day, place) => [day, place]));
    this.#width = digitsFor(days.length);
  }

  /** @throws Error for a day that is none of them */
  public of(days: readonly string[]): string {
    return days.map((day) => this.#digitsOf(this.#places.get(day), day)).join('');
  }

  /** Gives back what {@link DayCodes.of} was given. @throws Error for what it never gave */
  public in(text: string): readonly string[] {
    return Array.from({ length: text.length / this.#width }, (_, at) =>
      this.#dayOf(text.slice(at * this.#width, (at + 1) * this.#width)),
    );
  }

  #dayOf(digits: string): string {
    let place = 0;
    for (const digit of digits) place = place * DIGITS.length + DIGITS.indexOf(digit);
    const day = this.days[place];
    if (day === undefined) throw new Error(`the data of this page has no day ${digits}`);
    return day;
  }

  #digitsOf(place: number | undefined, day: string): string {
    if (place === undefined) throw new Error(`the data of this page has no day ${day}`);
    let [digits, rest] = ['', place];
    for (let at = 0; at < this.#width; at++) {
      digits = (DIGITS[rest % DIGITS.length] ?? '') + digits;
      rest = Math.floor(rest / DIGITS.length);
    }
    return digits;
  }
}

function digitsFor(places: number): number {
  let width = 1;
  while (DIGITS.length ** width < places) width += 1;
  return width;
}
