/** The day of a time, `YYYY-MM-DD`, as UTC has it. @param at ISO 8601, UTC */
export const dayOf = (at: string): string => at.slice(0, 'YYYY-MM-DD'.length);

/** The day and the time of day to the minute, `YYYY-MM-DD hh:mm`; the day alone where no more is known. @param at ISO 8601, UTC */
export const minuteOf = (at: string): string => at.slice(0, 'YYYY-MM-DDThh:mm'.length).replace('T', ' ');
