import { randomUUID } from 'node:crypto';

/** Draws what nobody can guess, by which a restoration is known. */
export const drawnToken = (): string => randomUUID();
