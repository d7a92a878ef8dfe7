import type { EvidenceStore } from '../../../src/aws/evidence-store';

/** Writes down what a distributed map says of its children. @returns where */
export async function mapped(
  folder: string,
  outputs: readonly object[],
  { prefix }: { readonly prefix: string },
  store: EvidenceStore,
) {
  const [file, key] = [`${prefix}/${folder}/SUCCEEDED_0.json`, `${prefix}/${folder}/manifest.json`];
  await store.putJson(
    file,
    outputs.map((output, index) => ({ Name: String(index), Output: JSON.stringify(output) })),
  );
  await store.putJson(key, { DestinationBucket: store.bucket, ResultFiles: { SUCCEEDED: [{ Key: file }] } });
  return { bucket: store.bucket, key };
}
