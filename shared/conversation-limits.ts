export const MAX_SEARCH_CHARS = 200
/** A hundred years: how far back older conversations are asked for. */
export const MAX_DAYS = 36_500
