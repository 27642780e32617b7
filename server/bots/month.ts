/** The month a message counts in, `YYYY-MM` by UTC. */
export const toMonth = (date: Date): string => date.toISOString().slice(0, 7)
