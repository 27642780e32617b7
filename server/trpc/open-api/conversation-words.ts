import { chatRequestSchema } from '#shared/chat-request.ts'
import {
  conversationPageSchema,
  conversationSchema,
  messageSchema,
  oldConversationsSchema,
  transcriptSchema,
} from '#shared/conversation.ts'
import { describe } from './described.ts'

const conversation = {
  id: 'Its id',
  bot_id: 'The bot that was asked',
  bot_name: 'The name of that bot',
  first_question: 'What the visitor asked first, in one line',
  last_message: 'What was said last, in one line',
  messages: 'How many messages it has',
  unanswered: 'How many of its questions were not answered',
  created_at: 'When it began',
  updated_at: 'When the last message came',
}
const cursor = 'Where the next page goes on, for `?cursor=`; null after the last one'
const listedSchema = conversationPageSchema.shape.conversations.element

export const conversationObjects = {
  Conversation: describe(conversationSchema, conversation),
  ConversationPage: describe(conversationPageSchema, {
    conversations: 'Newest first; a page of a search may be short with more to come',
    next_cursor: cursor,
  }),
  ListedConversation: describe(listedSchema, {
    ...conversation,
    found: 'Of a search, the newest message that holds the words',
  }),
  FoundMessage: describe(listedSchema.shape.found.unwrap(), {
    role: 'Who wrote it',
    excerpt: 'The words and what stands around them',
    created_at: 'When it was written',
  }),
  Transcript: describe(transcriptSchema, {
    conversation: 'The conversation',
    messages: 'Oldest first, at most 100',
    next_cursor: cursor,
  }),
  Message: describe(messageSchema, {
    id: 'Its id',
    role: '`user` is the visitor, `assistant` the bot',
    content: 'Its text; an answer in Markdown',
    created_at: 'When it was written',
    status: '`partial`: the answer was cut off. `failed`: this question got no answer and was not counted',
    answered: 'Whether the knowledge held the answer; null for a visitor’s message',
    sources: 'What the answer was made from',
  }),
  MessageSource: describe(messageSchema.shape.sources.element, {
    title: 'Its title',
    url: 'The address of the page; null for a pasted text',
    excerpt: 'A short piece of it',
    relevance: 'How well it fits the question, from 0 to 1',
  }),
  OldConversations: describe(oldConversationsSchema, {
    bot_id: 'Of this bot alone',
    older_than_days: 'Without a message for so many days',
  }),
  ChatRequest: describe(chatRequestSchema, {
    bot_id: 'The bot to ask',
    api_key: 'Its widget key',
    session_id: 'A random name for this visitor: messages with the same one are one conversation',
    message: 'What the visitor asks',
    conversation_history: 'What was said before; used only when the server holds no conversation for the session',
  }),
  ChatTurn: describe(chatRequestSchema.shape.conversation_history.unwrap().element, {
    role: '`user` is the visitor, `assistant` the bot',
    content: 'What was said',
  }),
}
