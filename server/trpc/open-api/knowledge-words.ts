import {
  checkUrlSchema,
  ingestSchema,
  sourceSchema,
  sourceViewSchema,
  textChangesSchema,
  urlCheckSchema,
} from '#shared/source.ts'
import {
  answerSchema,
  checkedSchema,
  questionTrialSchema,
  tryQuestionSchema,
  unansweredGroupSchema,
  unansweredSchema,
} from '#shared/unanswered.ts'
import { usedChunkSchema } from '#shared/used-chunk.ts'
import { describe } from './described.ts'

const [newPageSchema, newTextSchema] = ingestSchema.options
const TEXT = 'The text, as Markdown'

export const knowledgeObjects = {
  NewPage: describe(newPageSchema, {
    source_type: 'A web page',
    source_content: 'Its address; the same address again trains it anew',
  }),
  NewText: describe(newTextSchema, { source_type: 'A pasted text', source_content: TEXT }),
  TextChange: describe(textChangesSchema, { source_content: TEXT }),
  Address: describe(checkUrlSchema, { url: 'The address of a web page, with https:// or http://' }),
  Source: describe(sourceSchema, {
    id: 'Its id',
    bot_id: 'The bot that knows it',
    type: 'A web page or a pasted text',
    content: 'The address, or the text',
    title: 'The title of the page, or the first words of the text',
    status: '`queued` to `embedding` while it is in work; then `done` or `error`',
    status_detail: 'Why it failed, or a remark, such as that a page was cut',
    progress_done: 'Of its pieces, how many are embedded in the training under way',
    progress_total: 'Of how many',
    progress_words: 'Words that were read in the training under way, or in the last one',
    progress_chunks: 'Chunks that were made of them',
    started_at: 'When its training left the queue',
    step_started_at: 'When it came to its present `status`',
    words: 'Words that the bot knows from it',
    chunks: 'Chunks that the bot knows from it',
    embedder: 'What made its vectors; null when it is searched by words only',
    created_at: 'When it was added',
    updated_at: 'When it last changed',
    trained_at: 'When its chunks last became the bot’s knowledge',
  }),
  SourceView: describe(sourceViewSchema, {
    text: 'As it was read; null when it was trained before texts were kept',
    chunks: 'What was made of it',
  }),
  SourceChunk: describe(sourceViewSchema.shape.chunks.element, {
    index: 'Its place in the source, from 0',
    heading_path: 'The headings it stands under, outermost first',
    text: 'Its text',
    windows: 'Pieces of it that have a vector; none where the source is searched by words only',
    passages: 'Passages of it that can be found',
  }),
  PageCheck: describe(urlCheckSchema, {
    ok: 'It can be read',
    title: 'Its title',
    words: 'How many words would be kept',
    excerpt: 'How its text begins',
  }),
  TrialQuestion: describe(tryQuestionSchema, { question: 'As a visitor would ask it' }),
  Trial: describe(questionTrialSchema, {
    outcome: 'What the bot would do; it greets back where a visitor only makes small talk',
    cut: 'The bot’s `relevance_cut`',
    chunks: 'What was found, best first',
    remark: 'Why only the words of the question were searched for, not its meaning',
  }),
  UsedChunk: describe(usedChunkSchema, {
    title: 'Of its source',
    url: 'The address of the page; null for a pasted text',
    excerpt: 'A short piece of it, as visitors see it',
    relevance: 'How well it fits the question, from 0 to 1',
    text: 'The whole chunk',
    used: 'Whether the answer is made from it',
  }),
  UnansweredQuestions: describe(unansweredSchema, {
    groups: 'Questions that ask the same, those most often asked first',
    total: 'How many groups there are, be they listed or not',
    is_bounded: 'There are older questions, which were not looked at',
  }),
  UnansweredGroup: describe(unansweredGroupSchema, {
    bot_id: 'The bot that was asked',
    question: 'As it was asked most often',
    last_asked_at: 'When it was asked last',
    wordings: 'How it was asked, most often first',
    question_ids: 'Each time it was asked, oldest first',
  }),
  Wording: describe(unansweredGroupSchema.shape.wordings.element, {
    text: 'The words',
    count: 'How often they were used',
    last_asked_at: 'When they were used last',
    conversation_id: 'The conversation in which that was',
  }),
  NewAnswer: describe(answerSchema, {
    question: 'What visitors ask',
    answer: 'What they should read',
    wordings: 'Other ways to ask it; those that are long or say the same are left out',
  }),
  Checked: describe(checkedSchema, {
    answered: 'How many questions are answered by now, and so settled',
    refused: 'The questions that are still refused',
  }),
}
