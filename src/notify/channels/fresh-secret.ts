import type { SecretRead, SecretReader } from '../../aws/secrets';
import type { SecretPlace } from '../../domain/notice/channel';
import { NotNow, Refused } from '../later';
import type { ReadSecret, TellChannel } from './teller';

/** How long a value is used before it is read again. */
const KEPT_MS = 300_000;

/** Reads the secret at a place. */
export function secretOf(reader: SecretReader, place: SecretPlace): ReadSecret {
  return async () => {
    const read = await readNow(reader, place);
    if (read.kind === 'unusable') throw new Refused(read.why);
    return read.value.trim();
  };
}

async function readNow(reader: SecretReader, place: SecretPlace): Promise<SecretRead> {
  try {
    return await reader(place);
  } catch (error) {
    throw new NotNow(`the secret cannot be read now (${error instanceof Error ? error.name : 'unknown reason'})`);
  }
}

/** Reads a secret once in a while. */
export class KeptSecret {
  private kept: { readonly value: string; readonly until: number } | undefined;

  public constructor(
    private readonly read: ReadSecret,
    private readonly now: () => Date,
  ) {}

  public readonly value: ReadSecret = async () => {
    const now = this.now().getTime();
    if (this.kept === undefined || this.kept.until <= now) {
      this.kept = { value: await this.read(), until: now + KEPT_MS };
    }
    return this.kept.value;
  };

  /** Reads it again. @returns whether it is another now */
  public async renew(): Promise<boolean> {
    const before = this.kept?.value;
    this.kept = undefined;
    return (await this.value()) !== before;
  }
}

/** A channel that refuses may know another secret by now: it is asked again with that, once. */
export function withFreshSecret(secret: KeptSecret, tell: TellChannel): TellChannel {
  return async (known, now) => {
    try {
      await tell(known, now);
    } catch (error) {
      if (!(error instanceof Refused) || !(await secret.renew())) throw error;
      await tell(known, now);
    }
  };
}
