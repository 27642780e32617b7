import { FIELDS, type BotDraft } from './bot-form.ts'

/** What the owner typed, and for each field what was saved when the typing began. */
export type Edits = { typed: Partial<BotDraft>; seen: Partial<BotDraft> }
/** A field that was changed here and elsewhere. */
export type Clash = { field: keyof BotDraft; theirs: BotDraft[keyof BotDraft] }

export const NO_EDITS: Edits = { typed: {}, seen: {} }

/** Typing a value back to what it was leaves no edit. */
export function edit({ typed, seen }: Edits, saved: BotDraft, next: Partial<BotDraft>): Edits {
  const all = { typed: { ...typed, ...next }, seen: { ...saved, ...seen } }
  return keep(all, (field) => all.typed[field] !== all.seen[field])
}

/** What was sent is saved now; what was typed since stands over it. */
export function settle({ typed, seen }: Edits, sent: Partial<BotDraft>): Edits {
  return keep({ typed, seen: { ...seen, ...sent } }, (field) => typed[field] !== sent[field])
}

export function findClashes({ typed, seen }: Edits, saved: BotDraft): Clash[] {
  return fieldsOf(typed)
    .filter((field) => saved[field] !== seen[field] && saved[field] !== typed[field])
    .map((field) => ({ field, theirs: saved[field] }))
}

/** The other change has been seen, and this one is saved over it. */
export const keepMine = ({ typed, seen }: Edits, saved: BotDraft, field: keyof BotDraft): Edits => ({
  typed,
  seen: { ...seen, [field]: saved[field] },
})

export const takeTheirs = (edits: Edits, field: keyof BotDraft): Edits => keep(edits, (other) => other !== field)

const keep = ({ typed, seen }: Edits, isKept: (field: keyof BotDraft) => boolean): Edits => {
  const fields = fieldsOf(typed).filter(isKept)
  return { typed: pick(typed, fields), seen: pick(seen, fields) }
}

const pick = (draft: Partial<BotDraft>, fields: (keyof BotDraft)[]): Partial<BotDraft> =>
  Object.fromEntries(fields.map((field) => [field, draft[field]]))

const fieldsOf = (draft: Partial<BotDraft>): (keyof BotDraft)[] => FIELDS.filter((field) => field in draft)
