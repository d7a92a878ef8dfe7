import * as z from 'zod/mini';
import type { EvidenceStore } from '../../aws/evidence-store';
import { read } from '../reading';

/** What ResultWriter says of the files it wrote (Step Functions Developer Guide). */
const manifest = z.object({
  DestinationBucket: z.string(),
  ResultFiles: z.object({ SUCCEEDED: z.optional(z.array(z.object({ Key: z.string() }))) }),
});

/** The children that succeeded; their outputs are texts. */
const children = z.array(z.object({ Name: z.string(), Output: z.string() }));

const output = z.object({ key: z.string(), evidenceKey: z.optional(z.string()) });

/** What a batch has written. */
export interface SucceededBatch {
  /** Object with its rows. */
  readonly key: string;
  /** Object with evidence for later runs. */
  readonly evidenceKey?: string | undefined;
}

/**
 * Reads which batches of a map succeeded, by what its manifest says and nothing else: beside the files it names may lie
 * those of an earlier attempt.
 *
 * @param key of the manifest
 */
export async function succeededBatches(key: string, store: EvidenceStore): Promise<readonly SucceededBatch[]> {
  const { DestinationBucket, ResultFiles } = read(manifest, await store.getJson(key), key);
  if (DestinationBucket !== store.bucket) {
    throw new Error(`${key} names files in ${DestinationBucket}; this run keeps everything in ${store.bucket}`);
  }
  const batches: SucceededBatch[] = [];
  for (const file of ResultFiles.SUCCEEDED ?? []) {
    for (const child of read(children, await store.getJson(file.Key), file.Key)) {
      batches.push(read(output, JSON.parse(child.Output), `output of ${child.Name}`));
    }
  }
  return batches;
}
