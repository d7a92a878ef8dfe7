import { createHash } from 'node:crypto';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/**
 * The first letters of IAM's ids (IAM User Guide, unique identifiers): a user, a group, a managed policy, a role, a user's
 * access key, a session's, an instance profile, a certificate, a public key, a service-specific credential.
 */
type Prefix = 'AIDA' | 'AGPA' | 'ANPA' | 'AROA' | 'AKIA' | 'ASIA' | 'AIPA' | 'ASCA' | 'APKA' | 'ACCA';

/**
 * Makes identifiers in AWS's shapes.
 *
 * An id follows from the seed and from what it names: its kind, its name, and how often that name was made. It does not
 * follow from what else was made meanwhile, so that two accounts that make the same things in another order agree on it.
 */
export class Identifiers {
  /** How often each name was made. */
  private readonly made = new Map<string, number>();

  constructor(private readonly seed: string) {}

  /** A unique id or an access key id, such as `AIDA` and 17 characters. @param name what IAM itself finds it by */
  unique(prefix: Prefix, name: string): string {
    const length = prefix === 'AKIA' || prefix === 'ASIA' ? 16 : 17;
    return prefix + [...this.next(prefix, name).subarray(0, length)].map((byte) => ALPHABET.charAt(byte % 32)).join('');
  }

  /** @param kind what the id is of, such as `execution` */
  uuid(kind: string, name: string): string {
    const hex = this.next(kind, name).toString('hex');
    return [
      hex.slice(0, 8),
      hex.slice(8, 12),
      `4${hex.slice(13, 16)}`,
      `8${hex.slice(17, 20)}`,
      hex.slice(20, 32),
    ].join('-');
  }

  /** Forty characters, as the secret of an access key has. @param kind what the secret is of */
  secret(kind: string, name: string): string {
    return this.next(kind, name).toString('base64').slice(0, 40);
  }

  /** A number from 0 up to 1 that the seed and the text decide, however often one asks. */
  fraction(text: string): number {
    return this.digest('fraction', text).readUInt32BE() / 2 ** 32;
  }

  private next(kind: string, name: string): Buffer {
    const key = JSON.stringify([kind, name]);
    const times = (this.made.get(key) ?? 0) + 1;
    this.made.set(key, times);
    return this.digest(kind, name, times);
  }

  /** As JSON, in which no two lists of parts read alike. */
  private digest(...parts: readonly (string | number)[]): Buffer {
    return createHash('sha256')
      .update(JSON.stringify([this.seed, ...parts]))
      .digest();
  }
}
