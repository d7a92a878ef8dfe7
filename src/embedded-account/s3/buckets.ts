import { createHash } from 'node:crypto';
import { AwsError } from '../wire/aws-error';
import { parseResourcePolicy, type ParsedPolicy } from '../policy/statement';
import type { Clock } from '../clock';
import type { Identifiers } from '../identifiers';

/** What a writer gives. */
export interface Content {
  readonly body: Buffer;
  /** @default 'application/octet-stream' */
  readonly contentType?: string;
  /**
   * The writer's own, without `x-amz-meta-`.
   * @default none
   */
  readonly metadata?: Readonly<Record<string, string>>;
}

/** One version of an object. */
export interface StoredObject extends Content {
  readonly key: string;
  /** `null` in a bucket without versioning. */
  readonly versionId: string;
  readonly etag: string;
  readonly modifiedAt: Date;
}

interface DeleteMarker {
  readonly key: string;
  readonly versionId: string;
  readonly deleted: true;
}
type Version = StoredObject | DeleteMarker;

export const isDeleted = (version: Version): version is DeleteMarker => 'deleted' in version;

/** A bucket; every version of every object, the newest last. */
export class Bucket {
  private readonly versions = new Map<string, Version[]>();
  readonly policy: ParsedPolicy | undefined;
  readonly createdAt: Date;

  constructor(
    readonly name: string,
    readonly versioned: boolean,
    /** Absent where the bucket has none. */
    readonly policyText: string | undefined,
    private readonly clock: Clock,
    private readonly identifiers: Identifiers,
    readonly region: string,
  ) {
    this.policy = policyText === undefined ? undefined : parseResourcePolicy(policyText);
    this.createdAt = clock.now();
  }

  get arn(): string {
    return `arn:aws:s3:::${this.name}`;
  }

  put(key: string, content: Content, versionId = this.nextVersion(key, content.body)): StoredObject {
    const etag = `"${createHash('md5').update(content.body).digest('hex')}"`;
    const stored = { ...content, key, versionId, etag, modifiedAt: this.clock.now() };
    this.add(stored);
    return stored;
  }

  /** @returns undefined where there is no such object, version or only a delete marker */
  get(key: string, versionId?: string): StoredObject | undefined {
    const versions = this.versions.get(key) ?? [];
    const found = versionId === undefined ? versions.at(-1) : versions.find((one) => one.versionId === versionId);
    return found && !isDeleted(found) ? found : undefined;
  }

  /** Removes one version for good, or the object: with versioning under a marker. @returns the marker's or version's id */
  delete(key: string, versionId?: string): Version | undefined {
    const versions = this.versions.get(key) ?? [];
    if (versionId !== undefined) {
      const index = versions.findIndex((one) => one.versionId === versionId);
      return index < 0 ? undefined : versions.splice(index, 1)[0];
    }
    if (!this.versioned) {
      this.versions.delete(key);
      return undefined;
    }
    const marker = { key, versionId: this.nextVersion(key), deleted: true } as const;
    this.add(marker);
    return marker;
  }

  /** The objects as a listing shows them, in the order of their keys' bytes. */
  list(prefix = ''): StoredObject[] {
    return [...this.versions.keys()]
      .filter((key) => key.startsWith(prefix))
      .sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)))
      .flatMap((key) => this.get(key) ?? []);
  }

  private add(version: Version): void {
    const kept = this.versioned ? (this.versions.get(version.key) ?? []) : [];
    this.versions.set(version.key, [...kept, version]);
  }

  /** @param body absent for a delete marker */
  private nextVersion(key: string, body?: Buffer): string {
    if (!this.versioned) return 'null';
    const content = body === undefined ? 'deleted' : createHash('md5').update(body).digest('hex');
    return this.identifiers.uuid('object version', `${this.name}/${key} ${content}`).replaceAll('-', '');
  }
}

/** All buckets of the account. */
export class Buckets {
  private readonly byName = new Map<string, Bucket>();

  constructor(
    private readonly clock: Clock,
    private readonly identifiers: Identifiers,
  ) {}

  /** @throws ZodError or SyntaxError for a policy that S3 would refuse */
  create(name: string, versioned: boolean, policy?: string, region = 'us-east-1'): Bucket {
    const bucket = new Bucket(name, versioned, policy, this.clock, this.identifiers, region);
    this.byName.set(name, bucket);
    return bucket;
  }

  /** In the order of their names. */
  all(): readonly Bucket[] {
    return [...this.byName.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
  }

  /** @returns undefined where there is no such object, or no such bucket */
  objectAt({ bucket, key }: { readonly bucket: string; readonly key: string }): StoredObject | undefined {
    return this.byName.get(bucket)?.get(key);
  }

  /** @throws AwsError as S3 answers for a bucket that does not exist */
  named(name: string): Bucket {
    const bucket = this.byName.get(name);
    if (!bucket) throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404);
    return bucket;
  }
}
