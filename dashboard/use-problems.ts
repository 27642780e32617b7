import { useRef, useState } from 'react'

type Problems = Record<string, string>

/**
 * When a form says what is wrong with a field: as it is left or sent, never while it is first typed in; and what was said
 * goes as soon as it is right. A field that nobody typed in is not judged for being empty. `rules` answers with a sentence for
 * each of the given fields that breaks one.
 */
export function useProblems(rules: (values: Record<string, unknown>) => Problems) {
  const [problems, setProblems] = useState<Problems>({})
  const edited = useRef(new Set<string>())

  const judge = (field: string, value: unknown) =>
    setProblems(({ [field]: _said, ...others }) => ({ ...others, ...rules({ [field]: value }) }))

  return {
    problems,
    edit(field: string, value: unknown) {
      edited.current.add(field)
      if (field in problems) judge(field, value)
    },
    leave(field: string, value: unknown) {
      if (edited.current.has(field)) judge(field, value)
    },
    /** Judges everything, and returns what is wrong. */
    check(values: Record<string, unknown>): Problems {
      const found = rules(values)
      setProblems(found)
      return found
    },
    /** What the server said; it stays until the field is edited. */
    refuse(said: Problems) {
      edited.current.clear()
      setProblems(said)
    },
  }
}
