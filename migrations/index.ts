import type { Migration } from 'kysely/migration'
import * as init from './0001-init.ts'
import * as relevanceCut from './0002-relevance-cut.ts'
import * as passages from './0003-passages.ts'
import * as conversationSearch from './0004-conversation-search.ts'
import * as unanswered from './0005-unanswered.ts'
import * as sightings from './0006-sightings.ts'
import * as trainingProgress from './0007-training-progress.ts'
import * as deletedBots from './0008-deleted-bots.ts'
import * as allowedOrigins from './0009-allowed-origins.ts'
import * as budget from './0010-budget.ts'
import * as chunkCounts from './0011-chunk-counts.ts'

/**
 * Every migration in the order it runs. Append only: a released one never changes, a new one sorts after the last.
 * They run with foreign keys off, inside one transaction, and foreign keys are checked before it commits.
 */
export const migrations: Record<string, Migration> = {
  '0001-init': init,
  '0002-relevance-cut': relevanceCut,
  '0003-passages': passages,
  '0004-conversation-search': conversationSearch,
  '0005-unanswered': unanswered,
  '0006-sightings': sightings,
  '0007-training-progress': trainingProgress,
  '0008-deleted-bots': deletedBots,
  '0009-allowed-origins': allowedOrigins,
  '0010-budget': budget,
  '0011-chunk-counts': chunkCounts,
}
