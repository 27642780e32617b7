import type { Deps } from '../deps.ts'
import type { UnansweredQuestion } from '../store/conversation-store.ts'
import { groupQuestions, type Wording } from './group-questions.ts'

/** 1 ms of real questions, and 30 ms of the worst that visitors can think of. */
const MAX_HERE = 100

/** Many are grouped in a thread: 2,000 made to be hard kept everyone waiting for 700 ms. */
export async function groupAnywhere(
  { workshop }: Pick<Deps, 'workshop'>,
  questions: UnansweredQuestion[],
): Promise<Wording<UnansweredQuestion>[][]> {
  return questions.length > MAX_HERE ? workshop.run('group', { questions }) : groupQuestions(questions)
}
