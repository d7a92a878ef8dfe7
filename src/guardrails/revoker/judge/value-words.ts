/** A value of an event in words: tags as `key=value`, lists with commas. */
export function valueWords(value: unknown): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (Array.isArray(value)) return value.map((one) => valueWords(one) ?? '').join(', ') || undefined;
  if (typeof value === 'string') return value;
  if (typeof value !== 'object') return JSON.stringify(value);
  if ('key' in value && typeof value.key === 'string') {
    return `${value.key}=${('value' in value ? valueWords(value.value) : undefined) ?? ''}`;
  }
  return Object.entries(value)
    .map(([name, one]) => `${name} ${valueWords(one) ?? 'null'}`)
    .join(', ');
}
