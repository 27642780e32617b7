import type { WidgetStrings } from './widget-config.ts'

/** The widget's own words, built in for what the server leaves out; the server adds the rest. */
export const ENGLISH: Omit<WidgetStrings, 'copy' | 'copied'> = {
  open: 'Open chat',
  close: 'Close chat',
  assistant: 'AI assistant',
  conversation: 'Conversation',
  message: 'Message',
  placeholder: 'Ask a question',
  send: 'Send message',
  stop: 'Stop',
  start_over: 'Start over',
  sources: 'Sources',
  typing: '{name} is typing',
  you: 'You',
  retry: 'Try again',
  stopped: 'Stopped',
  too_long: 'This message is too long. Keep it under {limit} characters.',
  offline: 'You seem to be offline. Check your connection and try again.',
  server_error: 'Something went wrong on our side. Please try again.',
  too_many_messages: 'You are sending messages very quickly. Please wait a moment and try again.',
  monthly_limit: 'Monthly limit reached. Please contact the website owner.',
  unread: 'New message',
}
