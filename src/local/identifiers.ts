import { createHash } from 'node:crypto';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Makes identifiers in AWS's shapes; never one twice, and the same ones again from the same seed. */
export class Identifiers {
  private count = 0;

  constructor(private readonly seed: string) {}

  /** A unique id or an access key id, such as `AIDA` and 17 characters. */
  unique(prefix: 'AIDA' | 'AGPA' | 'ANPA' | 'AROA' | 'AKIA' | 'ASIA'): string {
    const length = prefix === 'AKIA' || prefix === 'ASIA' ? 16 : 17;
    return prefix + [...this.digest().subarray(0, length)].map((byte) => ALPHABET.charAt(byte % 32)).join('');
  }

  uuid(): string {
    const hex = this.digest().toString('hex');
    return [
      hex.slice(0, 8),
      hex.slice(8, 12),
      `4${hex.slice(13, 16)}`,
      `8${hex.slice(17, 20)}`,
      hex.slice(20, 32),
    ].join('-');
  }

  secret(): string {
    return this.digest().toString('base64').slice(0, 40);
  }

  /** A number from 0 up to 1 that the seed and the text decide, in whatever order one asks. */
  fraction(text: string): number {
    return createHash('sha256').update(`${this.seed}:${text}`).digest().readUInt32BE() / 2 ** 32;
  }

  private digest(): Buffer {
    this.count += 1;
    return createHash('sha256').update(`${this.seed}:${this.count}`).digest();
  }
}
