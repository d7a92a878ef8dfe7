/** Makes something on first use, and keeps it for as long as the function's environment lives. What failed is tried again. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
