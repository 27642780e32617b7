export type Lru<V> = { get(key: string): V | undefined; set(key: string, value: V): void }

/** Keeps so many values; what was asked for longest ago goes first. */
export function createLru<V>(max: number): Lru<V> {
  const values = new Map<string, V>()
  const set = (key: string, value: V): void => {
    values.delete(key)
    values.set(key, value)
    const [oldest] = values.keys()
    if (values.size > max && oldest !== undefined) values.delete(oldest)
  }
  return {
    get(key) {
      const value = values.get(key)
      if (value !== undefined) set(key, value)
      return value
    },
    set,
  }
}

/** Some 10 KB each of what is made of a chunk. */
const MAX_TEXTS = 200

/**
 * Makes something of a text, and not anew of what it was made of lately: the chunks of a small site are looked at with every
 * question. Who asks shares the result.
 */
export function remember<T, V>(toKey: (of: T) => string, make: (of: T) => V, max = MAX_TEXTS): (of: T) => V {
  const made = createLru<V>(max)
  return (of) => {
    const key = toKey(of)
    const known = made.get(key)
    if (known !== undefined) return known
    const value = make(of)
    made.set(key, value)
    return value
  }
}

export const asItIs = (text: string): string => text
