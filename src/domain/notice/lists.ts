/** So many names fit into a sentence. */
export const NAMED = 10;

/** The first of many, and how many more there are. */
export function few(names: readonly string[], most = NAMED): string {
  const more = names.length - most;
  return more > 0 ? `${names.slice(0, most).join(', ')} and ${more} more` : names.join(', ');
}

/** A number of things, in words. @param one such as `service` */
export function counted(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** A decision in a few words: its reason, and why where the reason does not say it all. */
export function reasonOf({ reason, why }: { readonly reason: string; readonly why?: string | undefined }): string {
  return why === undefined ? reason : `${reason} (${why})`;
}
